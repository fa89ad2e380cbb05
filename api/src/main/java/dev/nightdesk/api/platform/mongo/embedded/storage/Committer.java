package dev.nightdesk.api.platform.mongo.embedded.storage;

import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes all writes that wait, journals them with one fsync, applies them, shows them, and acknowledges them. */
final class Committer {

    private static final System.Logger LOG = System.getLogger(Committer.class.getName());
    private static final int MOST_BYTES = 4 << 20;
    private static final Pending END = new Pending(List.of(), new CompletableFuture<>(), true);

    private final Storage storage;
    private final Journal journal;
    private final Checkpointer checkpointer;
    private final FreeSpace freeSpace;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("nightdesk-commit").daemon().unstarted(this::loop);
    private final ByteWriter frame = new ByteWriter(1 << 16);
    private long last;
    private volatile StorageException failure;

    private record Pending(List<Change> changes, CompletableFuture<Void> done, boolean isEnd) {}

    Committer(Storage storage, Journal journal, Checkpointer checkpointer, FreeSpace freeSpace, long last) {
        this.storage = storage;
        this.journal = journal;
        this.checkpointer = checkpointer;
        this.freeSpace = freeSpace;
        this.last = last;
    }

    void start() {
        thread.start();
    }

    CompletableFuture<Void> submit(List<Change> changes) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (failure != null) {
            done.completeExceptionally(failure);
        } else {
            queue.add(new Pending(changes, done, false));
            if (failure != null) {
                refuseTheRest();
            }
        }
        return done;
    }

    private void loop() {
        try {
            boolean more = true;
            while (more) {
                List<Pending> group = new ArrayList<>();
                more = gather(group);
                if (!group.isEmpty()) {
                    commit(group);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            refuseTheRest();
        }
    }

    /** Waits for a write, then takes whatever else has come meanwhile; false once the end was asked for. */
    private boolean gather(List<Pending> group) throws InterruptedException {
        frame.truncate(0);
        frame.number(0, Long.BYTES);
        frame.number(0, Long.BYTES);
        Pending next = queue.take();
        while (next != null && !next.isEnd()) {
            group.add(next);
            next.changes().forEach(change -> change.writeTo(frame));
            next = frame.size() < MOST_BYTES ? queue.poll() : null;
        }
        return next == null || !next.isEnd();
    }

    private void commit(List<Pending> group) {
        try {
            if (failure != null) {
                throw failure;
            }
            makeDurable();
        } catch (StorageException e) {
            group.forEach(pending -> pending.done().completeExceptionally(e));
            return;
        }
        try {
            inOrder(group).forEach(storage::apply);
            storage.publish();
            checkpointer.applied(last, frame.size());
            group.forEach(pending -> pending.done().complete(null));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The data file failed", e);
            failure = new StorageException(Reason.UNAVAILABLE,
                    "The data file failed; restart the server, the journal has every write.", e);
            group.forEach(pending -> pending.done().completeExceptionally(failure));
        }
    }

    /** Map by map, which meets the same pages again while they are at hand; within a map as they came. */
    private static List<Change> inOrder(List<Pending> group) {
        List<Change> changes = new ArrayList<>();
        group.forEach(pending -> changes.addAll(pending.changes()));
        changes.sort(Comparator.comparingInt(Change::map));
        return changes;
    }

    private void makeDurable() {
        freeSpace.require();
        if (checkpointer.stalled()) {
            throw new StorageException(Reason.DISK_FULL, "The disk refuses the data file; writes wait for it.");
        }
        if (frame.size() == JournalSegment.FRAME_HEADER) {
            return;
        }
        try {
            journal.append(last + 1, frame.array(), frame.size());
            last++;
        } catch (IOException e) {
            throw new StorageException(Reason.DISK_FULL, "The disk refuses the journal: " + e.getMessage(), e);
        }
    }

    private void refuseTheRest() {
        failure = failure != null ? failure : new StorageException(Reason.UNAVAILABLE, "The database is closed.");
        for (Pending pending = queue.poll(); pending != null; pending = queue.poll()) {
            pending.done().completeExceptionally(failure);
        }
    }

    void close() {
        queue.add(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
