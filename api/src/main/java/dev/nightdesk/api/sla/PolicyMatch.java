package dev.nightdesk.api.sla;

import java.util.List;

/**
 * Which conversations a policy is for: every condition of {@code all}, and one of {@code any} unless that is empty.
 * Without conditions it matches every conversation.
 */
public record PolicyMatch(List<Condition> all, List<Condition> any) {
    /** Matches every conversation. */
    public static final PolicyMatch EVERYTHING = new PolicyMatch(List.of(), List.of());

    public PolicyMatch {
        all = List.copyOf(all);
        any = List.copyOf(any);
    }

    public boolean matches(SlaSubject subject) {
        return all.stream().allMatch(condition -> condition.holds(subject))
                && (any.isEmpty() || any.stream().anyMatch(condition -> condition.holds(subject)));
    }
}
