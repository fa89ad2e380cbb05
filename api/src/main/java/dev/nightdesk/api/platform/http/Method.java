package dev.nightdesk.api.platform.http;

/** The HTTP methods that operations use. */
public enum Method {
    GET, POST, PUT, PATCH, DELETE;

    /** Whether a repetition needs an {@code Idempotency-Key} to be harmless; the others are so by themselves. */
    boolean idempotentByKey() {
        return this == POST || this == PATCH;
    }
}
