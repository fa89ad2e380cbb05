package dev.nightdesk.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.CutWire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thirty-two relays append at once, and some lose their database in the middle of a batch and begin it again. */
@Timeout(120)
class LogOrderTest {
    private static final String WORKSPACE = "wsp_01KJPRZB00QT9GAPMY38JANJ5T";
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final int WRITERS = 32;
    private static final int BATCHES = 6;
    private static final int BATCH = 7;

    @TempDir
    Path folder;
    private final Ids ids = Ids.secure();

    @Test
    void numbersAreDenseAndNobodySeesALaterOneBeforeAnEarlierOne() throws Exception {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0);
                Mongo mongo = Mongo.connect(database.connectionString(), Duration.ofSeconds(10));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            new Indexes().unique("w", "e").create(mongo.collection("events"));
            EventLog log = new MongoEventLog(mongo.collection("events"));
            int port = Integer.parseInt(new ConnectionString(database.connectionString()).getHosts().getFirst()
                    .replaceAll(".*:", ""));
            AtomicBoolean writing = new AtomicBoolean(true);
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> follow(log, writing)));
            }
            List<Future<Set<String>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                boolean crashes = i % 4 == 0;
                writers.add(threads.submit(() -> crashes ? appendByABadWire(port) : append(log)));
            }
            Set<String> written = new HashSet<>();
            for (Future<Set<String>> writer : writers) {
                written.addAll(writer.get());
            }
            writing.set(false);
            for (Future<Integer> reader : readers) {
                assertEquals(WRITERS * BATCHES * BATCH, reader.get());
            }
            Set<String> stored = new HashSet<>();
            log.after(WORKSPACE, 0, Integer.MAX_VALUE).forEach(event -> stored.add(event.id()));
            assertEquals(written, stored);
        }
    }

    private Set<String> append(EventLog log) {
        Set<String> written = new HashSet<>();
        for (int i = 0; i < BATCHES; i++) {
            List<Event> batch = batch();
            log.append(WORKSPACE, batch);
            batch.forEach(event -> written.add(event.id()));
        }
        return written;
    }

    /** Each batch is offered until it is through; the wire is cut at any moment, and often with the answer on it. */
    private Set<String> appendByABadWire(int port) {
        RandomGenerator random = RandomGenerator.getDefault();
        Set<String> written = new HashSet<>();
        for (int i = 0; i < BATCHES; i++) {
            List<Event> batch = batch();
            boolean done = false;
            while (!done) {
                try (CutWire wire = CutWire.to(port); Mongo mongo = Mongo.connect(
                        "mongodb://127.0.0.1:" + wire.port() + "/nightdesk?retryWrites=false", Duration.ofSeconds(2))) {
                    EventLog log = new MongoEventLog(mongo.collection("events"));
                    log.end(WORKSPACE);
                    Thread cutter = Thread.ofVirtual().start(() -> {
                        LockSupport.parkNanos(random.nextLong(4_000_000));
                        wire.cut();
                    });
                    log.append(WORKSPACE, batch);
                    done = true;
                    cutter.join();
                } catch (RuntimeException cut) {
                    done = false;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            batch.forEach(event -> written.add(event.id()));
        }
        return written;
    }

    private List<Event> batch() {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(new Event(ids.next(ResourceType.EVENT, NOW), WORKSPACE, 0, NOW, Actor.SYSTEM,
                    EventDraft.of("organization.created", "{}"), null));
        }
        return batch;
    }

    /** Reads as a resuming reader does, in small pages, and never meets a gap. */
    private static int follow(EventLog log, AtomicBoolean writing) {
        long place = 0;
        while (writing.get() || log.end(WORKSPACE) > place) {
            for (Event event : log.after(WORKSPACE, place, 5)) {
                assertTrue(event.sequence() == place + 1, event.sequence() + " was seen after " + place);
                place = event.sequence();
            }
        }
        return (int) place;
    }
}
