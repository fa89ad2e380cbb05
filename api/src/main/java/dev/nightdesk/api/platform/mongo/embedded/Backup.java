package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * A backup is a zip file laid out as {@code mongodump} lays out its folder, {@code database/collection.bson} and
 * {@code database/collection.metadata.json}: unpacked, {@code mongorestore} reads it.
 */
final class Backup {

    static final String DOCUMENTS = ".bson";
    static final String METADATA = ".metadata.json";

    private static final JsonWriterSettings JSON =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private Backup() {}

    static void write(Engine engine, Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file + " exists; a backup never overwrites");
            }
            try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), 1 << 20))) {
                out.setLevel(Deflater.BEST_SPEED);
                writeAll(engine, out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            unfinished.toFile().delete();
            throw new UncheckedIOException("The backup was not written: " + e.getMessage(), e);
        }
    }

    /** What there is at one instant. */
    private record Moment(Snapshot snapshot, List<StoredCollection> collections) {

        /** The lock keeps collections from coming and going between the two; the writing goes on without it. */
        static Moment of(Engine engine) {
            engine.structure().readLock().lock();
            try {
                return new Moment(engine.storage().snapshot(), List.copyOf(engine.catalog().all()));
            } finally {
                engine.structure().readLock().unlock();
            }
        }
    }

    private static void writeAll(Engine engine, ZipOutputStream out) throws IOException {
        Moment moment = Moment.of(engine);
        try (Snapshot snapshot = moment.snapshot()) {
            for (StoredCollection collection : moment.collections()) {
                String name = encoded(collection.database()) + "/" + encoded(collection.name());
                out.putNextEntry(new ZipEntry(name + METADATA));
                out.write(metadata(collection));
                out.putNextEntry(new ZipEntry(name + DOCUMENTS));
                Snapshot.Entries documents = snapshot.ascending(collection.documents(), null, null);
                while (documents.next()) {
                    out.write(documents.value());
                }
            }
        }
    }

    private static byte[] metadata(StoredCollection collection) {
        List<Document> indexes = collection.indexes().stream().map(IndexDefinition::description).toList();
        Document metadata = new Document("indexes", indexes)
                .append("collectionName", collection.name())
                .append("type", "collection")
                .append("options", new Document());
        return new RawBsonDocument(BsonWriter.write(metadata)).toJson(JSON).getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
