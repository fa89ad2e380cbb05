package dev.nightdesk.examples.slalab;

import dev.nightdesk.sdk.model.SlaLedger;
import dev.nightdesk.sdk.model.SlaLedgerTarget;
import dev.nightdesk.sdk.model.SlaMetric;
import dev.nightdesk.sdk.model.SlaTargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a promise came to: the targets of all ledgers, added up. Several threads may add at once. */
final class Account {

    private static final Set<SlaTargetState> DECIDED =
            Set.of(SlaTargetState.MET, SlaTargetState.MET_LATE, SlaTargetState.BREACHED);

    private final List<SlaLedgerTarget> targets = new ArrayList<>();

    /**
     * One metric of a promise.
     *
     * @param promised targets that were met or missed; those that ended without either do not count
     * @param breaches how many of them were missed
     * @param median counted time of the middle one
     * @param ninth counted time that nine in ten did not exceed
     */
    record Line(int promised, int breaches, Duration median, Duration ninth) {

        /** Share of targets that were met, 0 to 1; 1 when there were none. */
        double attainment() {
            return promised == 0 ? 1 : 1 - (double) breaches / promised;
        }
    }

    synchronized void add(SlaLedger ledger) {
        targets.addAll(ledger.targets());
    }

    synchronized Line line(SlaMetric metric) {
        List<SlaLedgerTarget> decided = targets.stream().filter(target -> target.metric().equals(metric))
                .filter(Account::isDecided).toList();
        List<Duration> elapsed = decided.stream().map(SlaLedgerTarget::elapsed).sorted().toList();
        int breaches = (int) decided.stream().filter(target -> target.breachedAt().isPresent()).count();
        return new Line(decided.size(), breaches, atShare(elapsed, 0.5), atShare(elapsed, 0.9));
    }

    /** When promises of the metric were broken. */
    synchronized List<Instant> breaches(SlaMetric metric) {
        return targets.stream().filter(target -> target.metric().equals(metric))
                .flatMap(target -> target.breachedAt().stream()).sorted().toList();
    }

    private static boolean isDecided(SlaLedgerTarget target) {
        return target.breachedAt().isPresent() || DECIDED.contains(target.state());
    }

    private static Duration atShare(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
