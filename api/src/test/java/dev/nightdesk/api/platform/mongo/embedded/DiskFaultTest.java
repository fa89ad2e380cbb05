package dev.nightdesk.api.platform.mongo.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.FaultyDisk;
import dev.nightdesk.api.platform.mongo.embedded.storage.FaultyDisk.Fault;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every write call of the storage layer goes wrong in turn, and afterwards every acknowledged write is there.
 * {@code -Dnightdesk.faults.step=1} tries each one, a larger step every so many.
 */
class DiskFaultTest {

    private static final int OPERATIONS = 120;

    private final int step = Integer.getInteger("nightdesk.faults.step", 9);

    @TempDir
    Path root;

    @BeforeEach
    void installTheDisk() {
        FaultyDisk.install();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyAcknowledgedWriteSurvivesAWriteThatGoesWrong(Fault fault) throws IOException {
        long writes = writesOfAFaultlessRun();
        assertTrue(writes > 2 * OPERATIONS, "journal and checkpoints were written, with " + writes + " writes");
        for (long at = 1; at <= writes; at += step) {
            Path folder = root.resolve(fault + "-" + at);
            FaultyDisk.failAt(at, fault);
            Map<Integer, Integer> acknowledged = run(folder);
            FaultyDisk.heal();
            assertSurvived(folder, acknowledged, fault + " at write " + at);
            delete(folder);
        }
    }

    private long writesOfAFaultlessRun() throws IOException {
        FaultyDisk.heal();
        Path folder = root.resolve("faultless");
        Map<Integer, Integer> acknowledged = run(folder);
        long writes = FaultyDisk.writes();
        assertEquals(OPERATIONS / 4, acknowledged.size());
        assertSurvived(folder, acknowledged, "without a fault");
        return writes;
    }

    private static StorageOptions options() {
        return StorageOptions.durableOnDisk().withCheckpointBytes(8_000)
                .withFileSystem(FaultyDisk.PREFIX).withReserveBytes(0);
    }

    /** Writes documents over and over; returns for each the last value whose write was acknowledged. */
    private static Map<Integer, Integer> run(Path folder) {
        Map<Integer, Integer> acknowledged = new TreeMap<>();
        try (Storage storage = Storage.open(folder, options())) {
            CommandDispatcher server = new CommandDispatcher(new Engine(storage));
            server.handle("t", new Document("createIndexes", "c").append("indexes", List.of(
                    new Document("key", new Document("value", 1)).append("name", "value"),
                    new Document("key", new Document("slot", 1)).append("name", "slot").append("unique", true))));
            for (int value = 0; value < OPERATIONS; value++) {
                int slot = value % (OPERATIONS / 4);
                Document update = new Document("q", new Document("_id", "doc-" + slot))
                        .append("u", new Document("$set", new Document("value", value).append("slot", slot)
                                .append("text", "x".repeat(300))))
                        .append("upsert", true);
                Document reply = server.handle("t", new Document("update", "c").append("updates", List.of(update)));
                if (reply.get("ok").equals(1.0) && !reply.containsKey("writeErrors")) {
                    acknowledged.put(slot, value);
                }
            }
        } catch (StorageException | UncheckedIOException | IllegalStateException e) {
            return acknowledged;
        }
        return acknowledged;
    }

    private static void assertSurvived(Path folder, Map<Integer, Integer> acknowledged, String when) {
        try (Storage storage = Storage.open(folder, StorageOptions.durableOnDisk())) {
            Engine engine = new Engine(storage);
            assertEquals(List.of(), new Verification(engine).run(), when);
            CommandDispatcher server = new CommandDispatcher(engine);
            acknowledged.forEach((slot, value) -> {
                Document found = first(server, new Document("slot", slot));
                assertTrue(found != null && (Integer) found.get("value") >= value,
                        () -> when + ": slot " + slot + " was acknowledged with " + value + " but is " + found);
            });
        }
    }

    private static Document first(CommandDispatcher server, Document filter) {
        Document reply = server.handle("t", new Document("aggregate", "c")
                .append("pipeline", List.of(new Document("$match", filter), new Document("$limit", 1)))
                .append("cursor", new Document()));
        List<?> batch = (List<?>) ((Document) reply.get("cursor")).get("firstBatch");
        return batch.isEmpty() ? null : Documents.of(batch.get(0));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
