package dev.nightdesk.api.workspace;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.Optional;

/** Keeps workspaces; they all belong to {@link Workspace#OWNER}. */
public interface WorkspaceStore extends AggregateStore<Workspace> {
    /** One page, newest first. */
    Page<Workspace> list(Optional<Position> from, int limit);
}
