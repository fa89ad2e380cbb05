package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaRules;
import dev.nightdesk.api.sla.TargetSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All policies of a workspace in their order, and the rules of the last changes: a conversation that is touched late
 * goes through each of them at its instant.
 *
 * @param policies as they are now, first match first
 * @param revisions rules by revision, oldest first, never empty; the number is the {@code version} that the change made
 * @param schedules versions of schedules that this rulebook was told of, by id
 * @param version grows also when nothing but a schedule has changed, so that every node notices
 */
public record WorkspaceRulebook(String workspaceId, List<KeptPolicy> policies, List<SlaRules> revisions,
        Map<String, Long> schedules, long version) implements Aggregate {
    static final int MOST_POLICIES = 100;
    private static final int MOST_TARGETS = 2_000;
    private static final int KEPT_REVISIONS = 16;

    /** Of a workspace that has never promised anything. */
    static WorkspaceRulebook blank(String workspaceId) {
        return new WorkspaceRulebook(workspaceId, List.of(),
                List.of(new SlaRules(0, Instant.EPOCH, List.of(), Map.of())), Map.of(), 1);
    }

    /** A workspace has one, under its own id. */
    @Override
    public String id() {
        return workspaceId;
    }

    /** The policy, if the workspace has it. */
    Optional<KeptPolicy> policy(String id) {
        return policies.stream().filter(kept -> kept.policy().id().equals(id)).findFirst();
    }

    /** Its place, 1 for the first. */
    int position(String id) {
        return policies.stream().map(kept -> kept.policy().id()).toList().indexOf(id) + 1;
    }

    /** With one more, at a place from 1 on; beyond the last place, and for null, it is the last. */
    WorkspaceRulebook add(KeptPolicy policy, Integer place, Instant now) {
        List<KeptPolicy> all = new ArrayList<>(policies);
        all.add(place == null ? all.size() : Math.min(place - 1, all.size()), policy);
        return with(all, now);
    }

    /** With another version of one of its policies, and at another place unless that is null; itself if both stand. */
    WorkspaceRulebook replace(KeptPolicy policy, Integer place, Instant now) {
        String id = policy.policy().id();
        List<KeptPolicy> all = new ArrayList<>(policies);
        int index = position(id) - 1;
        all.remove(index);
        all.add(place == null ? index : Math.min(place - 1, all.size()), policy);
        return all.equals(policies) ? this : with(all, now);
    }

    /** Without one of its policies. */
    WorkspaceRulebook remove(String id, Instant now) {
        return with(policies.stream().filter(kept -> !kept.policy().id().equals(id)).toList(), now);
    }

    /** In another order; itself when it is the order that stands. */
    WorkspaceRulebook reorder(List<String> ids, Instant now) {
        List<KeptPolicy> ordered = ids.stream().map(id -> policy(id).orElseThrow()).toList();
        return ordered.equals(policies) ? this : with(ordered, now);
    }

    /** Told that a schedule has this version now; itself when it knew, or when no policy counts by the schedule. */
    WorkspaceRulebook noticing(String scheduleId, long scheduleVersion) {
        if (!scheduleIds().contains(scheduleId) || schedules.getOrDefault(scheduleId, 0L) >= scheduleVersion) {
            return this;
        }
        Map<String, Long> noticed = new HashMap<>(schedules);
        noticed.put(scheduleId, scheduleVersion);
        return new WorkspaceRulebook(workspaceId, policies, revisions, Map.copyOf(noticed), version + 1);
    }

    /** The schedules that its rules name, those of kept revisions among them. */
    Set<String> scheduleIds() {
        Set<String> ids = new TreeSet<>();
        revisions.forEach(rules -> rules.policies().forEach(policy -> ids.addAll(scheduleIds(policy))));
        return ids;
    }

    static Set<String> scheduleIds(SlaPolicy policy) {
        Set<String> ids = new TreeSet<>();
        policy.targets().forEach(target -> {
            if (target.schedule() instanceof TargetSchedule.Named named) {
                ids.add(named.scheduleId());
            }
        });
        return ids;
    }

    private WorkspaceRulebook with(List<KeptPolicy> changed, Instant now) {
        int targets = changed.stream().mapToInt(kept -> kept.policy().targets().size()).sum();
        if (changed.size() > MOST_POLICIES || targets > MOST_TARGETS) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "A workspace has at most " + MOST_POLICIES
                    + " policies with " + MOST_TARGETS + " targets in all.");
        }
        Instant last = revisions.getLast().since();
        List<SlaRules> all = new ArrayList<>(revisions.subList(Math.max(0, revisions.size() + 1 - KEPT_REVISIONS),
                revisions.size()));
        all.add(new SlaRules(version + 1, now.isAfter(last) ? now : last,
                changed.stream().map(KeptPolicy::policy).toList(), Map.of()));
        return new WorkspaceRulebook(workspaceId, List.copyOf(changed), List.copyOf(all), schedules, version + 1);
    }
}
