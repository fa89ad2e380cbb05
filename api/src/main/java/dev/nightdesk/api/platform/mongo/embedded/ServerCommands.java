package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.nio.file.Path;
import java.util.List;

/** Commands about the server itself. */
final class ServerCommands {

    /** Takes a backup to the file named by {@code file}; only this server knows it. */
    static final String BACKUP = "nightdeskBackup";

    private static final String VERSION = "5.0.0";
    private static final int WIRE_VERSION = 13;
    private static final int LARGEST_DOCUMENT = 16 << 20;
    private static final int LARGEST_MESSAGE = 48_000_000;
    private static final int LARGEST_BATCH = 100_000;

    private final Engine engine;
    private final Cursors cursors;

    ServerCommands(Engine engine, Cursors cursors) {
        this.engine = engine;
        this.cursors = cursors;
    }

    /** A primary without sessions: drivers then neither retry by themselves nor offer transactions. */
    Document hello(boolean legacy) {
        Document hello = new Document(legacy ? "ismaster" : "isWritablePrimary", true)
                .append("helloOk", true)
                .append("maxBsonObjectSize", LARGEST_DOCUMENT)
                .append("maxMessageSizeBytes", LARGEST_MESSAGE)
                .append("maxWriteBatchSize", LARGEST_BATCH)
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false);
        engine.time().ifPresent(time -> hello.append("localTime", time));
        return hello;
    }

    Document buildInfo() {
        return new Document("version", VERSION).append("versionArray", List.of(5, 0, 0, 0))
                .append("modules", List.of("nightdesk-embedded")).append("maxBsonObjectSize", LARGEST_DOCUMENT);
    }

    Document serverStatus() {
        return new Document("version", VERSION).append("process", "nightdesk-embedded")
                .append("pid", ProcessHandle.current().pid())
                .append("storage", new Document("fileBytes", engine.storage().fileSize()))
                .append("metrics", new Document("cursor",
                        new Document("open", new Document("total", (long) cursors.size()))));
    }

    Document backup(Document command) {
        if (!(command.get("file") instanceof String file)) {
            throw new BadValueException(BACKUP + " needs the absolute path of the file to write");
        }
        Backup.write(engine, Path.of(file));
        return new Document("file", file);
    }
}
