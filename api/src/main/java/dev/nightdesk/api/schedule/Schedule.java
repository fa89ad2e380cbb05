package dev.nightdesk.api.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A named schedule and everything it has said, so that the past can always be recomputed.
 *
 * @param id {@code sch_…}
 * @param name as the user wrote it
 * @param versions in the order they were written, at least one
 */
public record Schedule(String id, String name, List<ScheduleVersion> versions) {
    public Schedule {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a schedule has a first version");
        }
        versions = List.copyOf(versions);
    }

    /**
     * The schedule with one more version. A version planned for later stays planned; it is withdrawn by writing another
     * for the same instant, because of two that begin together the later written rules.
     *
     * @param words what the new version says; its number and date are set here
     * @param effectiveFrom when it begins; null means {@code now}
     * @throws IllegalArgumentException when it would begin before {@code now}, for that would rewrite the past
     */
    public Schedule revise(ScheduleVersion words, Instant effectiveFrom, Instant now) {
        return revise(words, versions.getLast().number() + 1, effectiveFrom, now);
    }

    /** The same with a number of the caller's, larger than those before. */
    Schedule revise(ScheduleVersion words, int number, Instant effectiveFrom, Instant now) {
        Instant begins = effectiveFrom == null ? now : effectiveFrom;
        if (begins.isBefore(now)) {
            throw new IllegalArgumentException("a version cannot begin in the past: " + begins);
        }
        List<ScheduleVersion> all = new ArrayList<>(versions);
        all.add(words.as(number, begins));
        return new Schedule(id, name, all);
    }

    /** The version written last. */
    public ScheduleVersion latest() {
        return versions.getLast();
    }
}
