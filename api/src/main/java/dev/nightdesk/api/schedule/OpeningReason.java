package dev.nightdesk.api.schedule;

/**
 * Why a schedule is open or closed.
 *
 * @param detail the exception's or holiday's name; null for the ordinary week
 * @param version number of the schedule version that says so; 0 before the first
 */
public record OpeningReason(Kind kind, String detail, int version) {
    /** The rule that decided. */
    public enum Kind {
        SCHEDULE_OPEN(true),
        SCHEDULE_CLOSED(false),
        EXCEPTION_OPEN(true),
        EXCEPTION_CLOSED(false),
        HOLIDAY(false),
        /** Before the instant from which the first version is effective. */
        NOT_IN_EFFECT(false);

        private final boolean open;

        Kind(boolean open) {
            this.open = open;
        }
    }

    public boolean open() {
        return kind.open;
    }
}
