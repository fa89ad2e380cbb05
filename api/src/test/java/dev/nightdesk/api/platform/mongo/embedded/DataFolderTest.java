package dev.nightdesk.api.platform.mongo.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does with a data folder. */
class DataFolderTest {

    @TempDir
    Path root;

    private static MongoCollection<Document> things(MongoClient client) {
        return client.getDatabase("desk").getCollection("things");
    }

    private static void fill(MongoClient client) {
        things(client).createIndex(new Document("n", 1), new IndexOptions().unique(true));
        things(client).insertMany(IntStream.range(0, 2_500)
                .mapToObj(i -> new Document("_id", "t" + i).append("n", i)).toList());
    }

    private static List<Document> all(MongoClient client) {
        return things(client).find().sort(new Document("_id", 1)).into(new ArrayList<>());
    }

    @Test
    void aBackupIsTakenWhetherOrNotAServerHasTheFolder() {
        Path data = root.resolve("data");
        DataFolder folder = new DataFolder(data);
        try (EmbeddedMongo server = EmbeddedMongo.open(data, 0);
                MongoClient client = MongoClients.create(server.connectionString())) {
            fill(client);
            folder.backup(root.resolve("running.zip"));
        }
        folder.backup(root.resolve("stopped.zip"));
        for (String file : List.of("running.zip", "stopped.zip")) {
            Path restored = root.resolve("from-" + file);
            new DataFolder(restored).restore(root.resolve(file));
            try (EmbeddedMongo server = EmbeddedMongo.open(restored, 0);
                    MongoClient client = MongoClients.create(server.connectionString())) {
                assertEquals(2_500, all(client).size());
                assertEquals(List.of(), server.verify());
            }
        }
    }

    @Test
    void aDeskMovesToAnotherServerAndBackWithoutLoss() {
        MongoServer other = new MongoServer(new MemoryBackend());
        String address = other.bindAndGetConnectionString();
        try (MongoClient theirs = MongoClients.create(address)) {
            Path data = root.resolve("data");
            List<Document> before;
            try (EmbeddedMongo server = EmbeddedMongo.open(data, 0);
                    MongoClient client = MongoClients.create(server.connectionString())) {
                fill(client);
                before = all(client);
            }
            assertEquals(2_500, new DataFolder(data).exportTo(address));
            assertEquals(before, all(theirs));
            assertThrows(IllegalStateException.class, () -> new DataFolder(data).exportTo(address));
            Path back = root.resolve("back");
            assertEquals(2_500, new DataFolder(back).importFrom(address));
            try (EmbeddedMongo server = EmbeddedMongo.open(back, 0);
                    MongoClient client = MongoClients.create(server.connectionString())) {
                assertEquals(before, all(client));
                assertEquals("n_1", things(client).listIndexes().into(new ArrayList<>()).get(1).getString("name"));
            }
        } finally {
            other.shutdownNow();
        }
    }
}
