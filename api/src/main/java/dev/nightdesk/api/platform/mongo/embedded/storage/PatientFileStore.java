package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.h2.mvstore.WriteBuffer;

/**
 * A map file whose background checkpoint waits out a disk that refuses: MVStore itself would close the whole store at
 * the first failed write, and then not even reads would be served. The journal holds every write meanwhile.
 */
final class PatientFileStore extends SingleFileStore {

    private static final System.Logger LOG = System.getLogger(PatientFileStore.class.getName());
    private static final long RETRY_MILLIS = 200;

    private final WriteBuffer checkpoint = new OffHeapBuffer();
    private final CountDownLatch impatient = new CountDownLatch(1);
    private volatile boolean stalled;
    private volatile Thread patient;

    private PatientFileStore(Map<String, Object> settings) {
        super(settings);
    }

    static PatientFileStore open(String file, int cacheMegabytes) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("cacheSize", cacheMegabytes);
        settings.put("autoCompactFillRate", 0);
        PatientFileStore store = new PatientFileStore(settings);
        store.open(file, false, (char[]) null);
        return store;
    }

    /** From now on this thread waits; all others are told of a failure at once. */
    void waitIn(Thread thread) {
        patient = thread;
    }

    /** Whether a checkpoint is waiting for the disk. */
    boolean stalled() {
        return stalled;
    }

    /** Ends the waiting: what cannot be written now fails. */
    void giveUp() {
        impatient.countDown();
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        ByteBuffer untouched = source.duplicate();
        while (true) {
            try {
                super.writeFully(chunk, position, source);
                stalled = false;
                return;
            } catch (MVStoreException e) {
                if (!Thread.currentThread().equals(patient)) {
                    throw e;
                }
                if (!stalled) {
                    LOG.log(System.Logger.Level.ERROR,
                            "The disk refuses the checkpoint; no writes are accepted until it recovers", e);
                }
                stalled = true;
                if (interruptedOrImpatient()) {
                    throw e;
                }
                source.position(untouched.position());
            }
        }
    }

    /** One for all checkpoints: they come one after the other, in one thread. */
    @Override
    public WriteBuffer getWriteBuffer() {
        return checkpoint.clear();
    }

    @Override
    public void releaseWriteBuffer(WriteBuffer buffer) {
        // Kept for the next.
    }

    private boolean interruptedOrImpatient() {
        try {
            return impatient.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
