package dev.nightdesk.api.platform.mongo.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed again and again, and nothing it acknowledged is missing.
 * {@code -Dnightdesk.crash.kills=200} kills more often.
 */
class CrashTest {

    private static final int LINES_BEFORE_THE_KILL = 400;

    private final int kills = Integer.getInteger("nightdesk.crash.kills", 3);
    private final long seed = Long.getLong("nightdesk.crash.seed", 20_251_123L);
    private final Random random = new Random(seed);

    /** The last number each writer was told is on disk, over all lives. */
    private final Map<Integer, Long> acknowledged = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedWriteSurvivesBeingKilled() throws IOException, InterruptedException {
        long slowest = 0;
        long first = 0;
        for (int kill = 1; kill <= kills; kill++) {
            writeUntilKilled(first);
            long started = System.nanoTime();
            try (EmbeddedMongo embedded = EmbeddedMongo.open(folder, 0);
                    MongoClient client = MongoClients.create(embedded.connectionString())) {
                slowest = Math.max(slowest, System.nanoTime() - started);
                assertEquals(List.of(), embedded.verify(), "after kill " + kill + " of seed " + seed);
                assertNothingIsMissing(client, first, kill);
            }
            first = acknowledged.values().stream().mapToLong(Long::longValue).max().orElse(first) + 2;
        }
        System.out.println(kills + " kills survived, slowest restart " + TimeUnit.NANOSECONDS.toMillis(slowest)
                + " ms, numbers up to " + first);
    }

    private void writeUntilKilled(long first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-cp", System.getProperty("java.class.path"), CrashingWriter.class.getName(),
                folder.toString(), Long.toString(first))
                .redirectError(new File(folder.getParent().toFile(), "crashing-writer.log"))
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertEquals(CrashingWriter.READY, lines.readLine(), "the process has started");
            int wanted = random.nextInt(LINES_BEFORE_THE_KILL);
            for (int line = 0; line < wanted; line++) {
                note(lines.readLine());
            }
            LockSupport.parkNanos(random.nextInt(3_000_000));
            // Killing through the process itself would close its output before the last lines are read.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        }
        process.waitFor();
    }

    private void note(String line) {
        assertNotNull(line, "the process lives until it is killed");
        String[] parts = line.split(" ", -1);
        if (parts.length == 2 && !parts[1].isEmpty()) {
            acknowledged.merge(Integer.valueOf(parts[0]), Long.valueOf(parts[1]), Math::max);
        }
    }

    private void assertNothingIsMissing(MongoClient client, long first, int kill) {
        MongoCollection<Document> slots = client.getDatabase("crash").getCollection("slots");
        MongoCollection<Document> events = client.getDatabase("crash").getCollection("events");
        acknowledged.forEach((writer, last) -> {
            for (long number = Math.max(first, last - CrashingWriter.SLOTS + 1); number <= last; number++) {
                String where = "writer " + writer + ", number " + number + ", kill " + kill + ", seed " + seed;
                Document slot = slots.find(new Document("_id", writer + "-" + number % CrashingWriter.SLOTS)).first();
                assertNotNull(slot, where);
                assertTrue(slot.getLong("number") >= number, where + " found " + slot);
            }
            for (long number = first; number <= last; number++) {
                String where = "writer " + writer + ", number " + number + ", kill " + kill + ", seed " + seed;
                assertNotNull(events.find(new Document("_id", writer + "-" + number + "-a")).first(), where);
                Document second = events.find(new Document("_id", writer + "-" + number + "-b")).first();
                if (number % 3 == 0) {
                    assertNull(second, where);
                } else {
                    assertNotNull(second, where);
                }
            }
        });
    }
}
