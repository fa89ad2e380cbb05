package dev.nightdesk.api.platform.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refuses work that the node has no room for, before it costs anything: lists first, then single reads, then writes.
 * One workspace may hold at most a quarter of the room, so that its flood is its own.
 */
final class LoadShedder {
    private static final double ROOM_FOR_LISTS = 0.7;
    private static final double ROOM_FOR_READS = 0.85;

    private final int room;
    private final AtomicInteger inWork = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byWorkspace = new ConcurrentHashMap<>();

    LoadShedder(int room) {
        this.room = room;
    }

    /**
     * Takes a place for a request, to be given back by {@link #leave}.
     *
     * @throws Problem 503 {@code overloaded} with a jittered {@code Retry-After}
     */
    void enter(Operation operation, String workspaceId) {
        int held = inWork.incrementAndGet();
        if (held > room * share(operation)) {
            inWork.decrementAndGet();
            throw overloaded("The service is over capacity.");
        }
        if (byWorkspace.merge(workspaceId, 1, Integer::sum) > Math.max(1, room / 4)) {
            leave(workspaceId);
            throw overloaded("The workspace has too many requests in work at once.");
        }
    }

    /** How many requests are in work. */
    int inWork() {
        return inWork.get();
    }

    /** Gives a place back. */
    void leave(String workspaceId) {
        byWorkspace.computeIfPresent(workspaceId, (id, count) -> count == 1 ? null : count - 1);
        inWork.decrementAndGet();
    }

    private static double share(Operation operation) {
        if (operation.method() != Method.GET) {
            return 1;
        }
        return operation.path().endsWith("}") ? ROOM_FOR_READS : ROOM_FOR_LISTS;
    }

    static Problem overloaded(String detail) {
        return Problem.of(ProblemCode.OVERLOADED, detail)
                .header("Retry-After", Integer.toString(ThreadLocalRandom.current().nextInt(1, 5)));
    }
}
