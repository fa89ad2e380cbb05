package dev.nightdesk.api.sla;

import java.util.Locale;

/** How a target stands. */
public enum TargetState {
    ACTIVE,
    /** Stopped by the conversation's status. Closing hours do not pause: the deadline already lies behind them. */
    PAUSED,
    /** A warning was given. */
    AT_RISK,
    BREACHED,
    MET,
    MET_LATE,
    CANCELLED;

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
