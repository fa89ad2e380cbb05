package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps rulebooks, one for each workspace that ever had a policy, and every version of every policy. */
public interface RulebookStore extends AggregateStore<WorkspaceRulebook> {
    /** The versions of those of the workspaces that have a rulebook. */
    Map<String, Long> versions(Collection<String> workspaceIds);

    /** Versions of a policy that have left the outbox, newest first, those before a number if one is given. */
    List<KeptPolicy> policyVersions(String workspaceId, String policyId, Optional<Integer> before, int most);
}
