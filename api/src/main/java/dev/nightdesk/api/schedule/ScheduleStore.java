package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.List;
import java.util.Optional;

/** Keeps schedules, deleted ones among them. */
public interface ScheduleStore extends AggregateStore<WorkspaceSchedule> {
    /** One page of those that are not deleted, newest first. */
    Page<WorkspaceSchedule> list(String workspaceId, Optional<Position> from, int limit);

    /** Those of the ids that the workspace has or had, in no order. */
    List<WorkspaceSchedule> findAll(String workspaceId, List<String> ids);
}
