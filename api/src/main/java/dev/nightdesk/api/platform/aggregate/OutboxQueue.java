package dev.nightdesk.api.platform.aggregate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The short way from a write to its delivery: a queue that one thread empties in batches, so that many writes share
 * three trips to the database, and a fourth where a conversation has come to rest. It may forget (full, crash,
 * failure); the relay's search does not. Whoever writes faster than can be delivered waits with his writes: outboxes
 * that grow make each write dearer, until nothing but refusals is left.
 */
public final class OutboxQueue implements Outboxes, Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OutboxQueue.class.getName());
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 256;
    /** So many deliveries are still a matter of a fraction of a second; waiting for fewer leaves the machine idle. */
    static final int FAR_BEHIND = 512;
    /** So long apart are deliveries that carry more than a few, so that each carries more. */
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final int A_FEW = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Wakes the thread up; interrupting it could cut a delivery short. */
    private static final OutboxRelay.Debt END = new OutboxRelay.Debt(null, null, null, List.of());

    private final OutboxRelay relay;
    private final BlockingQueue<OutboxRelay.Debt> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Unsettled unsettled = new Unsettled();
    private final Thread thread = Thread.ofPlatform().name("outbox-queue").daemon().unstarted(this);
    private final ReentrantLock pace = new ReentrantLock();
    private final Condition caughtUp = pace.newCondition();
    private volatile boolean running = true;
    private int carried;
    private long begun = System.nanoTime();

    /** A queue before the relay. */
    public OutboxQueue(OutboxRelay relay) {
        this.relay = relay;
    }

    /** Begins to deliver. */
    public OutboxQueue start() {
        thread.start();
        return this;
    }

    @Override
    public <T extends Aggregate> void owe(AggregateStore<T> store, Loaded<T> written) {
        boolean forgotten = !waiting.offer(new OutboxRelay.Debt(store, written.value().workspaceId(),
                written.value().id(), written.outbox()));
        if (forgotten) {
            LOG.log(System.Logger.Level.DEBUG, "the queue is full; the relay will find this one");
        }
        waitIfFarBehind();
    }

    private void waitIfFarBehind() {
        if (waiting.size() < FAR_BEHIND || !running) {
            return;
        }
        pace.lock();
        try {
            long left = LONGEST_WAIT.toNanos();
            while (left > 0 && running && waiting.size() >= FAR_BEHIND) {
                left = caughtUp.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pace.unlock();
        }
    }

    private void tellCaughtUp() {
        pace.lock();
        try {
            caughtUp.signalAll();
        } finally {
            pace.unlock();
        }
    }

    @Override
    public List<OutboxEntry> undelivered(String id, List<OutboxEntry> entries) {
        return relay.undelivered(id, entries);
    }

    /** How many deliveries wait. */
    public int size() {
        return waiting.size();
    }

    @Override
    public void run() {
        while (running || !waiting.isEmpty()) {
            try {
                deliver(next());
                relay.settle(unsettled.takeRested(System.nanoTime()));
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "delivery failed; the relay will repeat it", e);
            }
        }
        relay.settle(unsettled.takeAll());
    }

    private List<OutboxRelay.Debt> next() throws InterruptedException {
        gather();
        List<OutboxRelay.Debt> batch = new ArrayList<>(MOST_AT_ONCE);
        OutboxRelay.Debt first = unsettled.isEmpty() ? waiting.take()
                : waiting.poll(unsettled.untilRested(System.nanoTime()).toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, MOST_AT_ONCE - 1);
            batch.removeIf(END::equals);
            tellCaughtUp();
        }
        return batch;
    }

    private void gather() throws InterruptedException {
        long left = carried < A_FEW ? 0 : begun + GATHERING.toNanos() - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
        begun = System.nanoTime();
    }

    private void deliver(List<OutboxRelay.Debt> batch) {
        carried = batch.size();
        if (!batch.isEmpty()) {
            relay.carry(batch);
            batch.forEach(debt -> unsettled.add(debt, System.nanoTime()));
        }
    }

    /** Delivers what waits, then stops. */
    @Override
    public void close() {
        running = false;
        waiting.offer(END);
        try {
            thread.join(5_000);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
