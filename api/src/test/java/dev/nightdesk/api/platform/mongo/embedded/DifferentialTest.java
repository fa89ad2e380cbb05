package dev.nightdesk.api.platform.mongo.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same operations, the same answers. {@code -Dnightdesk.differential.operations=200000} runs longer and
 * {@code -Dnightdesk.differential.seed} elsewhere.
 */
class DifferentialTest {

    private static final int PER_RUN = 1_000;

    private final int operations = Integer.getInteger("nightdesk.differential.operations", 6_000);
    private final long seed = Long.getLong("nightdesk.differential.seed", 20_251_123L);

    @TempDir
    Path folder;

    @Test
    void answersLikeTheStockInMemoryServer() {
        MongoServer stock = new MongoServer(new MemoryBackend());
        try {
            compareWith(stock.bindAndGetConnectionString());
        } finally {
            stock.shutdownNow();
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "NIGHTDESK_TEST_MONGODB_URI", matches = ".+")
    void answersLikeTheServerNamedByTheEnvironment() {
        compareWith(System.getenv("NIGHTDESK_TEST_MONGODB_URI"));
    }

    private void compareWith(String otherServer) {
        StorageOptions options = StorageOptions.durableOnDisk().relaxed().withCheckpointBytes(1 << 20);
        try (EmbeddedMongo embedded = EmbeddedMongo.open(folder, 0, options);
                MongoClient ours = MongoClients.create(embedded.connectionString());
                MongoClient theirs = MongoClients.create(otherServer)) {
            Differential differential = new Differential(ours, theirs);
            for (int run = 0; run * PER_RUN < operations; run++) {
                assertNull(differential.firstDifference(seed + run, PER_RUN));
                assertEquals(List.of(), embedded.verify());
            }
            System.out.println(operations + " operations from seed " + seed + " without a difference");
        }
    }
}
