package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A schedule as a workspace keeps it.
 *
 * @param schedule its name and everything it has said; a version's number is the {@code version} that its write made
 * @param deleted whether it is out of sight; what it said is kept, because ledgers of the past count by it
 */
public record WorkspaceSchedule(Schedule schedule, String workspaceId, Map<String, String> metadata, boolean deleted,
        long version, Instant createdAt, Instant updatedAt) implements Aggregate {
    private static final int MOST_VERSIONS = 500;
    private static final int MOST_LINES = 20_000;

    /** A new schedule; the version's number and date are as it was checked. */
    static WorkspaceSchedule create(String id, String workspaceId, String name, ScheduleVersion words,
            Map<String, String> metadata, Instant now) {
        return new WorkspaceSchedule(new Schedule(id, name, List.of(words)), workspaceId, metadata, false, 1,
                now, now);
    }

    @Override
    public String id() {
        return schedule.id();
    }

    /** With another name or other notes; itself when they are what they were. Its hours stay. */
    WorkspaceSchedule describe(String name, Map<String, String> newMetadata, Instant now) {
        return name.equals(schedule.name()) && newMetadata.equals(metadata) ? this
                : next(new Schedule(id(), name, schedule.versions()), newMetadata, now);
    }

    /**
     * With other hours, and perhaps another name and other notes.
     *
     * @param words what the new version says, and from when; without a date, from now on
     */
    WorkspaceSchedule revise(String name, ScheduleVersion words, Map<String, String> newMetadata, Instant now) {
        Schedule revised = new Schedule(id(), name, schedule.versions())
                .revise(words, (int) version + 1, words.effectiveFrom(), now);
        int lines = revised.versions().stream().mapToInt(each -> each.weekly().size() + each.exceptions().size()).sum();
        if (revised.versions().size() > MOST_VERSIONS || lines > MOST_LINES) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "A schedule has at most " + MOST_VERSIONS + " versions with "
                    + MOST_LINES + " weekly hours and exceptions in all; make another one.");
        }
        return next(revised, newMetadata, now);
    }

    /** Out of sight. */
    WorkspaceSchedule delete(Instant now) {
        return new WorkspaceSchedule(schedule, workspaceId, metadata, true, version + 1, createdAt, now);
    }

    private WorkspaceSchedule next(Schedule changed, Map<String, String> newMetadata, Instant now) {
        return new WorkspaceSchedule(changed, workspaceId, newMetadata, deleted, version + 1, createdAt, now);
    }
}
