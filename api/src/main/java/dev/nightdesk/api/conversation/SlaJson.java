package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.sla.Ledger;
import dev.nightdesk.api.sla.LedgerEntry;
import dev.nightdesk.api.sla.SlaEvent;
import dev.nightdesk.api.sla.SlaRun;
import dev.nightdesk.api.sla.SlaState;
import dev.nightdesk.api.sla.SlaTerms;
import dev.nightdesk.api.sla.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The wire shape of service levels. */
public final class SlaJson {
    private static final SummaryView NOTHING = new SummaryView(null, null, null);

    private SlaJson() {
    }

    /** What a conversation shows of them. */
    public record SummaryView(String state, Instant nextDeadline, String nextMetric) {
    }

    /** What an event tells. */
    public record EventView(String metric, int cycle, String state, Instant at, String within, String elapsed,
            Instant deadline, PolicyView policy, String priority) {
    }

    /** A policy in one of its versions. */
    public record PolicyView(String id, int version) {
    }

    /** The ledger. */
    public record LedgerView(String state, List<TargetView> targets) {
    }

    /** The account of a target. */
    public record TargetView(String metric, int cycle, String state, String within, Instant deadline, String elapsed,
            String remaining, String overdue, Instant startedAt, Instant metAt, Instant breachedAt, PolicyView policy, String priority,
            String scheduleId, List<SegmentView> segments) {
    }

    /** A stretch of an account. */
    public record SegmentView(Instant from, Instant to, boolean counted, String reason, String detail, String policyId,
            int policyVersion, String priority) {
    }

    static SummaryView summary(SlaState state) {
        Optional<SlaRun> next = state == null ? Optional.empty() : state.nextDeadline();
        return state == null ? NOTHING : new SummaryView(state.worst().map(TargetState::wireName).orElse(null),
                next.map(run -> run.clock().deadline()).orElse(null),
                next.map(run -> run.metric().wireName()).orElse(null));
    }

    /** What an event tells. */
    public static RawJson view(SlaEvent event) {
        return RawJson.of(Json.write(eventView(event)));
    }

    private static EventView eventView(SlaEvent event) {
        return new EventView(event.metric().wireName(), event.cycle(), event.state().wireName(), event.at(),
                event.terms().within().toString(), event.elapsed().toString(), event.deadline(), policy(event.terms()),
                Fields.wireName(event.terms().priority()));
    }

    /** The whole account. */
    public static RawJson view(SlaState state, Ledger ledger) {
        RawJson view = RawJson.of(Json.write(new LedgerView(summary(state).state(),
                ledger.entries().stream().map(SlaJson::target).toList())));
        return ledger.entries().isEmpty() ? view
                : view.with("policy", RawJson.of(Json.write(policy(ledger.entries().getLast().terms()))).text());
    }

    private static TargetView target(LedgerEntry entry) {
        return new TargetView(entry.metric().wireName(), entry.cycle(), entry.state().wireName(),
                entry.terms().within().toString(), entry.deadline(), entry.elapsed().toString(),
                atLeastNothing(entry.remaining()), atLeastNothing(entry.remaining().negated()), entry.startedAt(), entry.metAt(), entry.breachedAt(),
                policy(entry.terms()), Fields.wireName(entry.terms().priority()), entry.terms().scheduleId(),
                entry.segments().stream().map(each -> new SegmentView(each.from(), each.to(), each.counted(),
                        each.reason().wireName(), each.detail(), each.policyId(), each.policyVersion(),
                        Fields.wireName(each.priority()))).toList());
    }

    private static String atLeastNothing(Duration duration) {
        return (duration.isNegative() ? Duration.ZERO : duration).toString();
    }

    private static PolicyView policy(SlaTerms terms) {
        return new PolicyView(terms.policyId(), terms.policyVersion());
    }
}
