package dev.nightdesk.api.webhook;

import java.io.IOException;

/** An attempt's end without a whole answer, already classified. */
final class AttemptFailure extends IOException {

    private final FailureKind kind;

    AttemptFailure(FailureKind kind, Throwable cause) {
        super(kind.word(), cause);
        this.kind = kind;
    }

    FailureKind kind() {
        return kind;
    }
}
