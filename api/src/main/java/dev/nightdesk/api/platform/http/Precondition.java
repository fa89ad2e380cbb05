package dev.nightdesk.api.platform.http;

import java.util.Optional;

/**
 * The {@code If-Match} of a request that changes a resource.
 *
 * @param header its value, if it was sent
 */
public record Precondition(Optional<String> header) {
    /**
     * Lets the change pass or refuses it.
     *
     * @throws Problem 428 when the header is missing, 412 with the current tag when it names another version
     */
    public void check(long version) {
        if (header.isEmpty()) {
            throw Problem.of(ProblemCode.PRECONDITION_REQUIRED,
                    "This change needs If-Match with the entity tag of the version it was made on, or *.")
                    .header("ETag", ETags.of(version));
        }
        if (!ETags.listed(header.get(), version)) {
            throw Problem.of(ProblemCode.PRECONDITION_FAILED,
                    "The resource has changed since; its current entity tag is in ETag.")
                    .header("ETag", ETags.of(version));
        }
    }
}
