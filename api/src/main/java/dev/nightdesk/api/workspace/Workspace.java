package dev.nightdesk.api.workspace;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant. Everything else belongs to exactly one.
 *
 * @param testClockId the test clock that is its time, or null for real time
 * @param deleted whether it is being deleted: its credentials no longer work
 */
public record Workspace(String id, WorkspaceFields fields, WorkspaceMode mode, String testClockId, boolean deleted,
        long version, Instant createdAt, Instant updatedAt) implements Aggregate {
    /** Workspaces themselves belong to the installation. */
    public static final String OWNER = "platform";

    /** A new workspace. */
    public static Workspace create(String id, WorkspaceFields fields, WorkspaceMode mode, Optional<String> testClockId,
            Instant now) {
        return new Workspace(id, fields, mode, testClockId.orElse(null), false, 1, now, now);
    }

    /** The workspace with these fields; itself when they are what they were. */
    public Workspace update(WorkspaceFields changed, Instant now) {
        return changed.equals(fields) ? this
                : new Workspace(id, changed, mode, testClockId, deleted, version + 1, createdAt, now);
    }

    /** The workspace on its way out. */
    public Workspace delete(Instant now) {
        return new Workspace(id, fields, mode, testClockId, true, version + 1, createdAt, now);
    }

    @Override
    public String workspaceId() {
        return OWNER;
    }
}
