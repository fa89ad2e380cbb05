package dev.nightdesk.api;

import java.time.Duration;
import java.util.function.Function;

/**
 * Something that must survive crashes.
 *
 * @param name what happens
 * @param preparation makes what there is before, and answers what the caller then sends; null where only time passes
 * @param pause how much time passes after the request before the workers look again
 */
record CrashScenario(String name, Function<RestingNode, Request> preparation, Duration pause) {
    @Override
    public String toString() {
        return name;
    }

    /** What the caller sends and repeats until it is answered. */
    record Request(String method, String path, String body) {
        /** Whether it may carry an idempotency key; what may not is repeatable by itself. */
        boolean keyed() {
            return method.equals("POST") || method.equals("PATCH");
        }
    }
}
