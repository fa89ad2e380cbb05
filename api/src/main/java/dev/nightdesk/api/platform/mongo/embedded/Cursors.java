package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The cursors clients have open; one that nobody asks for longer than a while is forgotten. */
final class Cursors {

    static final int FIRST_BATCH = 101;

    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(10).toNanos();

    /** Hands out what is left, at most {@code most} documents. */
    interface Source {
        List<Object> take(int most);

        boolean isExhausted();
    }

    private static final class Open {

        private final Source source;
        private volatile long used = System.nanoTime();

        private Open(Source source) {
            this.source = source;
        }
    }

    private final AtomicLong next = new AtomicLong(1);
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    /** The reply with the first batch; what the source has left stays open under a number. */
    Document firstBatch(String namespace, List<?> batch, Source rest) {
        open.values().removeIf(cursor -> System.nanoTime() - cursor.used > FORGOTTEN_AFTER);
        long id = 0;
        if (!rest.isExhausted()) {
            id = next.getAndIncrement();
            open.put(id, new Open(rest));
        }
        return reply(namespace, "firstBatch", batch, id);
    }

    Document getMore(String namespace, long id, int batchSize) {
        Open cursor = open.get(id);
        if (cursor == null) {
            throw new CursorNotFoundException(id);
        }
        cursor.used = System.nanoTime();
        List<Object> batch = cursor.source.take(batchSize > 0 ? batchSize : Integer.MAX_VALUE);
        boolean exhausted = cursor.source.isExhausted();
        if (exhausted) {
            open.remove(id);
        }
        return reply(namespace, "nextBatch", batch, exhausted ? 0 : id);
    }

    Document kill(List<Long> ids) {
        List<Long> killed = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        ids.forEach(id -> (open.remove(id) != null ? killed : unknown).add(id));
        return new Document("cursorsKilled", killed).append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of()).append("cursorsUnknown", List.of());
    }

    int size() {
        return open.size();
    }

    private static Document reply(String namespace, String batchName, List<?> batch, long id) {
        return new Document("cursor", new Document(batchName, batch).append("id", id).append("ns", namespace));
    }
}
