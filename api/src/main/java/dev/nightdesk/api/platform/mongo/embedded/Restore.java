package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import dev.nightdesk.api.platform.mongo.embedded.storage.Change;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Fills an empty data folder from a backup: documents first, then the indexes over them. */
final class Restore {

    private static final int CHUNK = 2_000;
    private static final int LARGEST_DOCUMENT = 17 << 20;

    private final ZipFile zip;
    private final Storage storage;
    private final Catalog catalog;

    private Restore(ZipFile zip, Storage storage) {
        this.zip = zip;
        this.storage = storage;
        this.catalog = new Catalog(storage);
    }

    static void run(Path file, Path folder) {
        requireEmpty(folder);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            try (Storage storage = Storage.open(folder, StorageOptions.durableOnDisk())) {
                new Restore(zip, storage).restoreAll();
            } catch (IOException | RuntimeException e) {
                empty(folder);
                throw e;
            }
        } catch (ZipException | EOFException | MongoServerException e) {
            throw new StorageException(StorageException.Reason.CORRUPT,
                    "The backup " + file + " is damaged or incomplete: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The backup " + file + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private static void requireEmpty(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.findAny().isPresent()) {
                        throw new IllegalArgumentException(
                                "The folder " + folder + " is not empty; a restore never overwrites");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path left : files.toList()) {
                Files.delete(left);
            }
        }
    }

    private void restoreAll() throws IOException {
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().endsWith(Backup.METADATA)) {
                restore(entry);
            }
        }
    }

    private void restore(ZipEntry metadataEntry) throws IOException {
        String path = metadataEntry.getName()
                .substring(0, metadataEntry.getName().length() - Backup.METADATA.length());
        String[] names = path.split("/", 2);
        ZipEntry documents = zip.getEntry(path + Backup.DOCUMENTS);
        if (names.length < 2 || documents == null) {
            throw new ZipException("there is no " + path + Backup.DOCUMENTS);
        }
        StoredCollection collection = StructureCommands.newCollection(
                storage, URLDecoder.decode(names[0], StandardCharsets.UTF_8),
                URLDecoder.decode(names[1], StandardCharsets.UTF_8));
        int first = collection.indexes().get(0).map();
        loadDocuments(collection, documents);
        storage.dropMap(first);
        List<IndexDefinition> indexes = new ArrayList<>();
        for (Document description : indexDescriptions(metadataEntry)) {
            indexes.add(new IndexBuild(storage, collection, description).run());
        }
        catalog.save(new StoredCollection(collection.database(), collection.name(), collection.documents(),
                indexes, new AtomicLong(collection.newRecord())));
    }

    private void loadDocuments(StoredCollection collection, ZipEntry entry) throws IOException {
        List<Change> chunk = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(zip.getInputStream(entry), 1 << 16))) {
            for (byte[] bson = nextDocument(in); bson != null; bson = nextDocument(in)) {
                byte[] key = RecordNumber.key(collection.newRecord());
                chunk.add(Change.put(collection.documents(), key, bson));
                if (chunk.size() == CHUNK) {
                    storage.load(chunk);
                    chunk.clear();
                }
            }
        }
        storage.load(chunk);
    }

    private static byte[] nextDocument(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 24;
        if (length < 5 || length > LARGEST_DOCUMENT) {
            throw new ZipException("a document states a length of " + length);
        }
        byte[] bson = new byte[length];
        bson[0] = (byte) length;
        bson[1] = (byte) (length >>> 8);
        bson[2] = (byte) (length >>> 16);
        bson[3] = (byte) (length >>> 24);
        in.readFully(bson, 4, length - 4);
        return bson;
    }

    private List<Document> indexDescriptions(ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            BsonDocument metadata = BsonDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            RawBsonDocument raw = new RawBsonDocument(metadata, new BsonDocumentCodec());
            byte[] bson = new byte[raw.getByteBuffer().remaining()];
            raw.getByteBuffer().get(bson);
            List<Document> descriptions = new ArrayList<>();
            for (Object description : (List<?>) BsonReader.read(bson).get("indexes")) {
                descriptions.add((Document) description);
            }
            return descriptions;
        }
    }
}
