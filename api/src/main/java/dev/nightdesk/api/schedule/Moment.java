package dev.nightdesk.api.schedule;

import java.time.Instant;
import java.util.Optional;

/** When something on a calendar happens, or that it does not. */
public sealed interface Moment {
    /** It happens then. */
    record At(Instant instant) implements Moment {}

    /** It does not happen before {@code searchedUntil}, where the search ends. */
    record Never(Instant searchedUntil) implements Moment {}

    /** The instant, or empty for never. */
    default Optional<Instant> asInstant() {
        return switch (this) {
            case At at -> Optional.of(at.instant);
            case Never never -> Optional.empty();
        };
    }
}
