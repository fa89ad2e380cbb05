package dev.nightdesk.api.agent;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.auth.AgentRole;
import java.time.Instant;

/** Somebody who helps customers. */
public record Agent(String id, String workspaceId, AgentFields fields, long version, Instant createdAt,
        Instant updatedAt) implements Aggregate {
    /** A new agent. */
    public static Agent create(String id, String workspaceId, AgentFields fields, Instant now) {
        return new Agent(id, workspaceId, fields, 1, now, now);
    }

    /** The agent with these fields; itself when they are what they were. */
    public Agent update(AgentFields changed, Instant now) {
        return changed.equals(fields) ? this : new Agent(id, workspaceId, changed, version + 1, createdAt, now);
    }

    /** What its tokens may do. */
    public AgentRole role() {
        return fields.role();
    }
}
