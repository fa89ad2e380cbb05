package dev.nightdesk.examples.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What happened, counted by all threads. */
final class Measurements {

    private final LongAdder conversations = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    void conversationMade() {
        conversations.increment();
    }

    void messageSent(long nanoseconds) {
        messages.increment();
        latencies.add(nanoseconds);
    }

    void failed(Dialogue dialogue, RuntimeException failure) {
        errors.add(dialogue.id() + ": " + failure);
    }

    long conversations() {
        return conversations.sum();
    }

    long messages() {
        return messages.sum();
    }

    List<String> errors() {
        return new ArrayList<>(errors);
    }

    /**
     * How long a message took at most, for that share of them.
     *
     * @param share 0 to 1
     */
    Duration latency(double share) {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return Duration.ofNanos(sorted[Math.max(index, 0)]);
    }
}
