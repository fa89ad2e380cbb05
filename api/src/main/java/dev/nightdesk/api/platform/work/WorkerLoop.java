package dev.nightdesk.api.platform.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs a worker until it is closed; no failure of the worker, not even an Error, ends the loop. */
public final class WorkerLoop implements Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WorkerLoop.class.getName());
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Worker worker;
    private final Duration pause;
    private final InstantSource clock;
    private final Thread thread;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean running = true;

    /** A loop that pauses so long when there is nothing to do. */
    public WorkerLoop(Worker worker, Duration pause, InstantSource clock) {
        this.worker = worker;
        this.pause = pause;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name(worker.name()).daemon().unstarted(this);
    }

    /** What it runs. */
    public Worker worker() {
        return worker;
    }

    /** Begins. */
    public WorkerLoop start() {
        thread.start();
        return this;
    }

    /** Ends the pause, or the next one, early: there is something to do. */
    public void wake() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    @Override
    public void run() {
        while (running) {
            Duration wait = pause;
            try {
                wait = worker.runOnce(clock.instant()) > 0 ? Duration.ZERO : pause;
            } catch (Throwable failure) {
                LOG.log(System.Logger.Level.WARNING, worker.name() + " failed and will be tried again", failure);
                wait = pause.compareTo(AFTER_FAILURE) > 0 ? pause : AFTER_FAILURE;
            }
            await(wait);
        }
    }

    /** Stops after the portion in work. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Duration wait) {
        try {
            if (!wait.isZero() && calls.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                calls.drainPermits();
            }
        } catch (InterruptedException e) {
            // close() interrupts; anything else does no harm, the loop looks at running next.
            LOG.log(System.Logger.Level.TRACE, "woken");
        }
    }
}
