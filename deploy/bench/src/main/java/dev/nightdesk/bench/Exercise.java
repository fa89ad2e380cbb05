package dev.nightdesk.bench;

import java.util.Locale;

/** What is asked of both servers, with the share of the raw limit that the product has to reach. */
enum Exercise {
    /** One conversation by its id. */
    GET(0.50),
    /** The 50 newest conversations. */
    PAGE(0.50),
    /** A message to a conversation, each with an idempotency key of its own. */
    APPEND(0.35),
    /** A conversation, each with an idempotency key of its own. */
    CREATE(0.30);

    private final double bar;

    Exercise(double bar) {
        this.bar = bar;
    }

    /** The least ratio of requests per second, product to raw. */
    double bar() {
        return bar;
    }

    /** Its name in the script of wrk. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }
}
