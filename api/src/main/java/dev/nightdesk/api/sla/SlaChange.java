package dev.nightdesk.api.sla;

import java.util.List;

/**
 * What follows from something that happened.
 *
 * @param events in the order of the instants they became true
 * @param history what the conversation no longer carries
 */
public record SlaChange(SlaState state, List<SlaEvent> events, List<SlaHistory> history) {
    public SlaChange {
        events = List.copyOf(events);
        history = List.copyOf(history);
    }
}
