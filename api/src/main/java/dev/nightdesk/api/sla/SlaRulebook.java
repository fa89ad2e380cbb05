package dev.nightdesk.api.sla;

import dev.nightdesk.api.schedule.BusinessCalendar;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the engine is told: the newest revisions of the rules, and the calendars they name. Holding the few latest
 * revisions lets a conversation that is touched late go through each change at the instant it was made.
 *
 * @param revisions at least one, in growing order
 * @param calendars by schedule id; every id that rules or running targets name. One that is missing counts as always
 *     open, so that a promise is never silently forgotten
 */
public record SlaRulebook(List<SlaRules> revisions, Map<String, BusinessCalendar> calendars) {
    public SlaRulebook {
        revisions = revisions.stream().sorted(Comparator.comparingLong(SlaRules::revision)).toList();
        calendars = Map.copyOf(calendars);
    }

    BusinessCalendar calendar(String scheduleId) {
        return scheduleId == null
                ? BusinessCalendar.ALWAYS_OPEN
                : calendars.getOrDefault(scheduleId, BusinessCalendar.ALWAYS_OPEN);
    }

    /** The rules in force at an instant; the oldest known before it. */
    SlaRules at(Instant instant) {
        return revisions.reversed().stream()
                .filter(rules -> !rules.since().isAfter(instant))
                .findFirst()
                .orElse(revisions.getFirst());
    }

    List<SlaRules> after(long revision) {
        return revisions.stream().filter(rules -> rules.revision() > revision).toList();
    }

    /** The rules a conversation was last judged by, or the oldest after them that are still known. */
    SlaRules of(long revision) {
        if (revisions.getLast().revision() < revision) {
            throw new IllegalStateException("the conversation knows rules of revision " + revision
                    + ", this rulebook ends at " + revisions.getLast().revision() + ": load it again");
        }
        return revisions.reversed().stream()
                .filter(rules -> rules.revision() <= revision)
                .findFirst()
                .orElse(revisions.getFirst());
    }
}
