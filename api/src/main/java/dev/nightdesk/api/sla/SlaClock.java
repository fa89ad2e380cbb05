package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The engine of service levels: state and something that happened in, the next state, events and history out. Pure and
 * incremental; it is as cheap on the thousandth message as on the first.
 *
 * <p>Every call first lets time pass up to {@code now}: changes of the rules take effect at the instants they were
 * made, warnings and breaches fall due at theirs. So it does not matter to the outcome whether a tick comes in time,
 * late or never, and nothing falls due early. At the instant of a deadline the allowed time is used up: an answer must
 * come before it. A {@code now} before what the state already knows is taken for that.
 *
 * <p>{@code subject} is always the conversation as it was before the call.
 */
public final class SlaClock {
    private final SlaRulebook rulebook;

    public SlaClock(SlaRulebook rulebook) {
        this.rulebook = rulebook;
    }

    /** A conversation was created. Its first message is an {@link SlaInput.Message} of its own. */
    public SlaChange begin(SlaSubject subject, Instant now) {
        SlaState blank = new SlaState(now, rulebook.at(now).revision(), null,
                List.of(new SlaState.StatusSince(subject.status(), now)), false, Map.of(), List.of());
        SlaPassage passage = new SlaPassage(rulebook, blank, subject);
        passage.create();
        return passage.finish();
    }

    /**
     * Something happened.
     *
     * @throws IllegalStateException when the rulebook is older than what the state knows
     */
    public SlaChange apply(SlaState state, SlaSubject subject, SlaInput input, Instant now) {
        return apply(state, subject, List.of(input), now);
    }

    /** Several things happened at once, in this order. */
    public SlaChange apply(SlaState state, SlaSubject subject, List<SlaInput> inputs, Instant now) {
        if (subject.status() == ConversationStatus.CLOSED) {
            return new SlaChange(state, List.of(), List.of());
        }
        SlaPassage passage = new SlaPassage(rulebook, state, subject);
        passage.passTo(now);
        inputs.forEach(passage::take);
        return passage.finish();
    }

    /**
     * Time has passed, or the rules or a schedule have changed: warns and breaches what is due, applies what is new,
     * and sets the next deadlines. Without anything due or new the state is the same but for its instants.
     */
    public SlaChange tick(SlaState state, SlaSubject subject, Instant now) {
        return apply(state, subject, List.of(), now);
    }
}
