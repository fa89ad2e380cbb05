package dev.nightdesk.bench;

import java.util.Locale;

/** What is asked of both servers, with the share of the raw limit that the product has to reach. */
enum Exercise {
    /** One conversation by its id. */
    GET(0.50, 40_000),
    /** The 50 newest conversations. */
    PAGE(0.50, 40_000),
    /** A message to a conversation, each with an idempotency key of its own. */
    APPEND(0.35, 120_000),
    /** A conversation, each with an idempotency key of its own. */
    CREATE(0.30, 120_000);

    private final double bar;
    private final long warmUp;

    Exercise(double bar, long warmUp) {
        this.bar = bar;
        this.warmUp = warmUp;
    }

    /** The least ratio of requests per second, product to raw. */
    double bar() {
        return bar;
    }

    /** Answers before the first that counts: until then both servers compile; of writes, a quarter of the time at 40,000. */
    long warmUp() {
        return warmUp;
    }

    /** Its name in the script of wrk. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }
}
