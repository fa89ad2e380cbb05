package dev.nightdesk.api.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What other rules would do to one running target of an open conversation.
 *
 * @param before its deadline as things are; null while paused and when there is none
 * @param after its deadline under the other rules
 */
public record DraftEffect(SlaMetric metric, int cycle, Kind kind, Instant before, Instant after) {
    /** In what way the customer's promise changes. */
    public enum Kind {
        /** Time left as things are, none under the other rules. */
        NEWLY_BREACHED,
        /** No time left as things are, and some under the other rules. A breach that was told stays told. */
        SAVED,
        /** Due at another instant. */
        DEADLINE_CHANGED,
        /** Not promised as things are. */
        ADDED,
        /** No longer promised. */
        REMOVED
    }

    /**
     * Compares the rules as they are with a draft that would take effect now. Targets that stay the same are left out.
     *
     * @param current the rulebook as it is
     * @param draft the same with one more revision, in force since {@code now}
     */
    public static List<DraftEffect> of(
            SlaState state, SlaSubject subject, SlaRulebook current, SlaRulebook draft, Instant now) {
        SlaState asIs = new SlaClock(current).tick(state, subject, now).state();
        SlaState asDrafted = new SlaClock(draft).tick(state, subject, now).state();
        List<DraftEffect> effects = new ArrayList<>();
        for (SlaRun before : asIs.runs()) {
            SlaRun after = asDrafted.run(before.metric()).orElse(before);
            kind(before, after, now).ifPresent(kind -> effects.add(
                    new DraftEffect(before.metric(), before.cycle(), kind, deadline(before), deadline(after))));
        }
        return effects;
    }

    private static Optional<Kind> kind(SlaRun before, SlaRun after, Instant now) {
        if (!overdue(before, now) && overdue(after, now)) {
            return Optional.of(Kind.NEWLY_BREACHED);
        }
        if (after.clock() == null) {
            return before.clock() == null ? Optional.empty() : Optional.of(Kind.REMOVED);
        }
        if (before.clock() == null) {
            return Optional.of(Kind.ADDED);
        }
        if (overdue(before, now) && !overdue(after, now)) {
            return Optional.of(Kind.SAVED);
        }
        return Objects.equals(deadline(before), deadline(after))
                ? Optional.empty()
                : Optional.of(Kind.DEADLINE_CHANGED);
    }

    private static boolean overdue(SlaRun run, Instant now) {
        return deadline(run) != null && !deadline(run).isAfter(now) && run.clock().metAt() == null;
    }

    private static Instant deadline(SlaRun run) {
        return run.clock() == null ? null : run.clock().deadline();
    }
}
