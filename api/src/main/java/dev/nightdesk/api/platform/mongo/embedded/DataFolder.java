package dev.nightdesk.api.platform.mongo.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.bson.Document;

/**
 * What a person does with a data folder from the command line, whether a server has it open or not: the server that
 * has it open is asked over loopback, otherwise the folder is opened for the purpose.
 */
public final class DataFolder {

    private final Path folder;

    /** Names a folder; it need not exist yet. */
    public DataFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * {@code nightdesk backup FILE}: everything as it is at this instant, into a new file.
     *
     * @throws IllegalArgumentException if there is no data
     * @throws RuntimeException if the file exists or cannot be written
     */
    public void backup(Path file) {
        withServer(client -> client.getDatabase("admin").runCommand(
                new Document(ServerCommands.BACKUP, 1).append("file", file.toAbsolutePath().toString())));
    }

    /** {@code nightdesk restore FILE}: makes this folder, which must be empty, from a backup. */
    public void restore(Path file) {
        EmbeddedMongo.restore(file, folder);
    }

    /**
     * {@code nightdesk export URI}: copies every collection with its indexes to a MongoDB server.
     *
     * @return how many documents were copied
     * @throws IllegalStateException if a collection there already has documents
     */
    public long exportTo(String connectionString) {
        return withServer(mine -> copy(mine, connectionString, true));
    }

    /**
     * {@code nightdesk import URI}: copies every collection with its indexes from a MongoDB server.
     *
     * @return how many documents were copied
     * @throws IllegalStateException if a collection here already has documents
     */
    public long importFrom(String connectionString) {
        try (EmbeddedMongo server = openOrNull()) {
            String address = server == null ? EmbeddedMongo.addressOf(folder) : server.connectionString();
            try (MongoClient mine = MongoClients.create(address)) {
                return copy(mine, connectionString, false);
            }
        }
    }

    private static long copy(MongoClient mine, String connectionString, boolean outwards) {
        try (MongoClient theirs = MongoClients.create(connectionString)) {
            return outwards ? new DatabaseCopy(mine, theirs).run() : new DatabaseCopy(theirs, mine).run();
        }
    }

    private <T> T withServer(Function<MongoClient, T> work) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no data folder " + folder);
        }
        try (EmbeddedMongo server = openOrNull()) {
            String address = server == null ? EmbeddedMongo.addressOf(folder) : server.connectionString();
            try (MongoClient client = MongoClients.create(address)) {
                return work.apply(client);
            }
        }
    }

    /** The folder opened here, or null where another process has it open and can be asked. */
    private EmbeddedMongo openOrNull() {
        try {
            return EmbeddedMongo.open(folder, 0);
        } catch (StorageException e) {
            if (e.reason() == StorageException.Reason.LOCKED && EmbeddedMongo.addressOf(folder) != null) {
                return null;
            }
            throw e;
        }
    }
}
