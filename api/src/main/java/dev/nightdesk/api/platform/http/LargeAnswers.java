package dev.nightdesk.api.platform.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what answers hold of the memory that their callers have not taken yet: all together a quarter of the heap, and
 * those of one workspace a quarter of that, but always one.
 */
final class LargeAnswers {
    private static final int SMALL = 65_536;
    private static final int SHARE = 4;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentHashMap<String, Long> byWorkspace = new ConcurrentHashMap<>();

    /** For a heap of so many bytes. */
    LargeAnswers(long heap) {
        this.most = heap / SHARE;
    }

    /** Takes room for an answer, to be given back by {@link #leave}; false when there is none. Small ones need none. */
    boolean enter(String workspaceId, int size) {
        if (size <= SMALL) {
            return true;
        }
        long ofAll = held.addAndGet(size);
        long ofWorkspace = byWorkspace.merge(workspaceId, (long) size, Long::sum);
        boolean fits = ofWorkspace == size || ofAll <= most && ofWorkspace <= most / SHARE;
        if (!fits) {
            leave(workspaceId, size);
        }
        return fits;
    }

    /** Gives the room back. */
    void leave(String workspaceId, int size) {
        if (size > SMALL) {
            byWorkspace.computeIfPresent(workspaceId, (id, bytes) -> bytes == size ? null : bytes - size);
            held.addAndGet(-size);
        }
    }
}
