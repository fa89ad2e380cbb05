package dev.nightdesk.api.platform.http;

/**
 * What serves an operation.
 *
 * @param operation which one
 * @param handler turns a request into an answer
 * @param visibility null where the path names no resource
 * @param replaysItself whether the handler, before it changes anything, looks for the recorded answer of the request's
 *     idempotency key: those that do save a trip to the database before them
 */
public record Endpoint(Operation operation, Handler handler, Visibility visibility, boolean replaysItself) {
    /** Reads the body and query, calls a service, answers. */
    @FunctionalInterface
    public interface Handler {
        /** The answer; refusals are thrown as {@link Problem}. */
        Answer handle(Call call);
    }

    /** Whether the caller may know of what the path names. */
    @FunctionalInterface
    public interface Visibility {
        /** True when it exists in the caller's workspace and sight. */
        boolean visible(Call call);
    }
}
