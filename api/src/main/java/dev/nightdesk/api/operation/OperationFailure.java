package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.http.ProblemCode;

/**
 * Why an operation ended badly.
 *
 * @param detail a sentence for the developer who meets it
 */
public record OperationFailure(ProblemCode code, String detail) {
}
