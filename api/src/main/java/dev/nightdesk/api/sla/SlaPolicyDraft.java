package dev.nightdesk.api.sla;

import java.util.List;

/** A policy as somebody wrote it, not checked yet. Absent texts are null, absent lists empty. */
public record SlaPolicyDraft(String name, List<Rule> all, List<Rule> any, List<Target> targets) {
    /** A condition: {@code op} by its name in JSON, {@code values} with one entry unless it was a list. */
    public record Rule(String field, String op, List<String> values) {}

    /**
     * A target. {@code within} is ISO 8601; {@code scheduleId} is null for around the clock, {@code queue} for the
     * queue's, or a schedule's id; {@code warnBefore} holds ISO 8601 durations and percentages such as {@code 20%}.
     */
    public record Target(
            String metric,
            String priority,
            String channel,
            String within,
            String scheduleId,
            List<String> pauseOn,
            List<String> warnBefore,
            boolean countsBotReply,
            boolean countsNote) {}
}
