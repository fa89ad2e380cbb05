package dev.nightdesk.api.sla;

import java.time.Duration;

/** How long before its deadline, in counted time, a target is at risk. */
public sealed interface Warning {
    /** A fixed time before. */
    record Before(Duration duration) implements Warning {}

    /** When this share of the target is left; 1 to 99 percent. */
    record Share(int percent) implements Warning {}

    /** The time left, in whole milliseconds, when the warning is due. */
    default Duration left(Duration within) {
        return switch (this) {
            case Before before -> before.duration;
            case Share share -> Duration.ofMillis(within.toMillis() * share.percent / 100);
        };
    }
}
