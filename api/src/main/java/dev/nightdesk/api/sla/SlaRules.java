package dev.nightdesk.api.sla;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything promised in a workspace from one instant on.
 *
 * @param revision grows by at least one with every change of a policy, their order, or a queue's schedule
 * @param since the instant of that change; never before the one of an earlier revision
 * @param policies in their order
 * @param queueSchedules schedule id by queue id, for the queues that have one
 */
public record SlaRules(long revision, Instant since, List<SlaPolicy> policies, Map<String, String> queueSchedules) {
    public SlaRules {
        policies = List.copyOf(policies);
        queueSchedules = Map.copyOf(queueSchedules);
    }

    /** The policy that holds for a conversation: the first that matches. */
    public Optional<SlaPolicy> policyFor(SlaSubject subject) {
        return policies.stream().filter(policy -> policy.match().matches(subject)).findFirst();
    }

    /** What is promised to a conversation for one metric, while it is or was last in that queue, if anything. */
    Optional<SlaTerms> terms(SlaMetric metric, SlaSubject subject, String queueId) {
        return policyFor(subject).flatMap(policy -> policy.target(metric, subject.priority(), subject.channel())
                .map(target -> SlaTerms.of(policy, target, subject.priority(), scheduleId(target, queueId))));
    }

    private String scheduleId(SlaTarget target, String queueId) {
        return switch (target.schedule()) {
            case TargetSchedule.AroundTheClock all -> null;
            case TargetSchedule.OfQueue queue -> queueId == null ? null : queueSchedules.get(queueId);
            case TargetSchedule.Named named -> named.scheduleId();
        };
    }
}
