package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.sla.SlaPolicy;
import java.time.Instant;
import java.util.Map;

/**
 * A version of a policy as it is kept; the current one in the rulebook, each also among the versions.
 *
 * @param policy what it promises, under the id and version that its users know
 */
public record KeptPolicy(String workspaceId, SlaPolicy policy, Map<String, String> metadata, Instant createdAt,
        Instant updatedAt) implements Aggregate {
    /** The collection of versions. */
    static final String VERSIONS = "sla_policy_versions";

    /** Of this version alone: the policy's own id and the number. */
    @Override
    public String id() {
        return policy.id() + ":" + policy.version();
    }

    /** A version is written once. */
    @Override
    public long version() {
        return 1;
    }

    /** The same under other words; itself when they are what they were. */
    KeptPolicy update(SlaPolicy words, Map<String, String> newMetadata, Instant now) {
        SlaPolicy next = new SlaPolicy(policy.id(), policy.version() + 1, words.name(), words.match(), words.targets());
        boolean same = newMetadata.equals(metadata) && words.name().equals(policy.name())
                && words.match().equals(policy.match()) && words.targets().equals(policy.targets());
        return same ? this : new KeptPolicy(workspaceId, next, newMetadata, createdAt, now);
    }
}
