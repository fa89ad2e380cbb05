package dev.nightdesk.api.platform.mongo.embedded;

import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import dev.nightdesk.api.platform.mongo.embedded.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * A MongoDB-compatible server in this process with its data in one folder: indexed, and every acknowledged write is
 * on disk. It listens on loopback only and asks for no password. What it lacks stands in
 * {@code docs/embedded-database.md}.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String ADDRESS_FILE = "address";

    private final Path address;
    private final Storage storage;
    private final Engine engine;
    private final WireServer server;

    private EmbeddedMongo(Path folder, int port, StorageOptions options) {
        address = folder.resolve(ADDRESS_FILE);
        storage = Storage.open(folder, options);
        try {
            engine = new Engine(storage);
            server = new WireServer(port, new CommandDispatcher(engine));
            Files.writeString(address, connectionString() + "\n");
        } catch (IOException e) {
            storage.close();
            throw new UncheckedIOException("The data folder " + folder + " cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /**
     * Opens the folder, creating it if absent, recovers what a crash left, and serves the wire protocol.
     *
     * @param port 0 for any free one
     * @throws StorageException if the folder is in use, of a newer format, or damaged
     * @throws UncheckedIOException if the disk fails or the port is taken
     */
    public static EmbeddedMongo open(Path folder, int port) {
        return open(folder, port, StorageOptions.durableOnDisk());
    }

    /** The same with other settings, such as {@link StorageOptions#relaxed} for data nobody will miss. */
    public static EmbeddedMongo open(Path folder, int port, StorageOptions options) {
        return new EmbeddedMongo(folder, port, options);
    }

    /** Where a driver connects to; it says that there are no sessions to retry writes by. */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + port() + "/?retryWrites=false";
    }

    /** The port on loopback. */
    public int port() {
        return server.port();
    }

    /**
     * Writes all databases as they are at this instant into a new file, while reads and writes go on.
     *
     * @throws UncheckedIOException if the file exists or cannot be written; nothing is left of it then
     */
    public void backup(Path file) {
        Backup.write(engine, file);
    }

    /**
     * Makes a data folder from a backup.
     *
     * @throws IllegalArgumentException if the folder is not empty
     * @throws StorageException if the backup is damaged; the folder is empty again then
     * @throws UncheckedIOException if the disk fails
     */
    public static void restore(Path file, Path emptyFolder) {
        Restore.run(file, emptyFolder);
    }

    /** Has it tell those who ask what time it is, by this clock, as any MongoDB does. */
    public EmbeddedMongo withTime(InstantSource clock) {
        engine.time(clock);
        return this;
    }

    /** Has every query, and the search of every update and delete, told to {@code observer} as it ends. */
    public void observe(Consumer<QueryTrace> observer) {
        engine.observe(observer);
    }

    /**
     * Looks at every document and every index entry.
     *
     * @return what does not fit, in words; empty where all is well
     * @throws StorageException if a checksum does not fit
     */
    public List<String> verify() {
        return new Verification(engine).run();
    }

    /** The address of the server that has the folder open, as its connection string; null where none left one. */
    static String addressOf(Path folder) {
        try {
            Path file = folder.resolve(ADDRESS_FILE);
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops serving, brings the files up to date and lets the folder go. */
    @Override
    public void close() {
        server.close();
        try {
            Files.deleteIfExists(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            storage.close();
        }
    }
}
