package dev.nightdesk.api.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The account of one target. The lengths of its counted segments add up to {@code elapsed}.
 *
 * @param terms last in force
 * @param deadline null while paused, and when there is none in sight
 * @param startedAt when its metric was triggered
 * @param metAt when it was met, or null
 * @param breachedAt when its cycle was breached, or null
 * @param segments without gaps from {@code startedAt} to its end, or to now while it goes on
 */
public record LedgerEntry(
        SlaMetric metric,
        int cycle,
        TargetState state,
        SlaTerms terms,
        Instant deadline,
        Duration elapsed,
        Instant startedAt,
        Instant metAt,
        Instant breachedAt,
        List<LedgerSegment> segments) {
    public LedgerEntry {
        segments = List.copyOf(segments);
    }

    /** What is left of the allowed time; negative once more was used. */
    public Duration remaining() {
        return terms.within().minus(elapsed);
    }
}
