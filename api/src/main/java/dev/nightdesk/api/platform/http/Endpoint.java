package dev.nightdesk.api.platform.http;

/**
 * What serves an operation.
 *
 * @param operation which one
 * @param handler turns a request into an answer
 * @param visibility null where the path names no resource
 */
public record Endpoint(Operation operation, Handler handler, Visibility visibility) {
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
