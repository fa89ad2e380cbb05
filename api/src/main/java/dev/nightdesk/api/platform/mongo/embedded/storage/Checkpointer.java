package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Writes the maps to their files from time to time, notes up to which frame, and deletes the journal before it. */
final class Checkpointer {

    private static final System.Logger LOG = System.getLogger(Checkpointer.class.getName());

    /** How many limits of journal may gather before writers wait for the checkpoint that is running. */
    private static final int MOST_BEHIND = 2;

    private final List<MapFile> files;
    private final Journal journal;
    private final long limit;
    private final long mostUnsaved;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("nightdesk-checkpoint").daemon().unstarted(this::loop);
    private final Object progress = new Object();
    private volatile long applied;
    private volatile boolean closing;
    private long gathered;

    Checkpointer(List<MapFile> files, Journal journal, StorageOptions options) {
        this.files = files;
        this.journal = journal;
        limit = options.checkpointBytes();
        mostUnsaved = options.changedPagesBytes();
        applied = files.stream().mapToLong(MapFile::applied).min().orElse(0);
    }

    /** The last frame known to be in the maps. */
    long applied() {
        return applied;
    }

    long limit() {
        return limit;
    }

    /** Must run before the first new frame: leftovers of a torn one would otherwise lie in the same segment. */
    void recovered(long last) {
        applied = last;
        run();
    }

    void start() {
        files.forEach(file -> file.waitIn(thread));
        thread.start();
    }

    /** Notes that a frame of so many bytes is in the maps; waits where the checkpoint has fallen far behind. */
    void applied(long frame, long bytes) {
        applied = frame;
        synchronized (progress) {
            gathered += bytes;
            if (behind() >= limit && due.availablePermits() == 0) {
                due.release();
            }
            waitWhileFarBehind();
        }
    }

    /** Inserts in random order touch many pages with few bytes of journal, so both count. */
    private long behind() {
        long unsaved = files.stream().mapToLong(MapFile::unsaved).max().orElse(0);
        return Math.max(gathered, (long) ((double) unsaved / mostUnsaved * limit));
    }

    private void waitWhileFarBehind() {
        try {
            while (behind() > MOST_BEHIND * limit && !closing && !stalled()) {
                progress.wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    boolean stalled() {
        return files.stream().anyMatch(MapFile::stalled);
    }

    /**
     * The order is the point: a frame counts as in the maps only if it was before the maps were taken, the files are
     * on disk before the journal goes, and maps that hold more than the note says only make replay repeat itself.
     */
    synchronized void run() {
        long reached = applied;
        synchronized (progress) {
            gathered = 0;
        }
        try {
            journal.rotate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.forEach(file -> file.save(reached));
        journal.deleteThrough(reached);
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    private void loop() {
        while (!closing) {
            try {
                due.acquire();
                if (!closing) {
                    run();
                    files.forEach(MapFile::compact);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "The checkpoint failed; the journal keeps every write", e);
            }
        }
    }

    void close() {
        closing = true;
        due.release();
        synchronized (progress) {
            progress.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
