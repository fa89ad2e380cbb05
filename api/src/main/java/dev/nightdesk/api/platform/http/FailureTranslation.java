package dev.nightdesk.api.platform.http;

import java.util.Optional;

/** Tells a failure that the caller should hear about, such as a database that is away, from one of ours. */
@FunctionalInterface
public interface FailureTranslation {
    /** The problem to answer with; empty for whatever is our own fault. */
    Optional<Problem> translate(RuntimeException failure);
}
