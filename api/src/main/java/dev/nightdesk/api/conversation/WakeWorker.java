package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.work.Crew;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.slapolicy.Rulebooks;
import dev.nightdesk.api.testclock.DueWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets happen what is due: warnings and breaches of service levels, snoozes end, resolved conversations close, closed
 * ones are erased. Any number of nodes may try; the version in the conditional write lets each timer fire once.
 */
public final class WakeWorker implements Worker, DueWork {
    private static final int MOST_AT_ONCE = 200;
    private static final Crew CREW = new Crew(8);

    private final ConversationStore store;
    private final Commands commands;
    private final Neighbours neighbours;
    private final Eraser eraser;
    private final Judgement judgement;

    /** A worker over the store. */
    public WakeWorker(ConversationStore store, Commands commands, Neighbours neighbours, Eraser eraser,
            Rulebooks rulebooks) {
        this.store = store;
        this.commands = commands;
        this.neighbours = neighbours;
        this.eraser = eraser;
        this.judgement = new Judgement(rulebooks);
    }

    @Override
    public String name() {
        return "conversation-timers";
    }

    @Override
    public int runOnce(Instant now) {
        return runDue(Conversation.LIVE, now);
    }

    /** What is due in a lane at the instant; returns how many conversations were looked at. */
    @Override
    public int runDue(String lane, Instant at) {
        List<ConversationStore.Due> due = store.due(lane, at, MOST_AT_ONCE);
        Judgement.Bench bench = judgement.bench(due.stream().map(ConversationStore.Due::workspaceId).toList());
        CREW.each(due, one -> wake(one, bench, at));
        return due.size();
    }

    /** The next instant, up to the given one, at which something is due in a lane. */
    @Override
    public Optional<Instant> nextDue(String lane, Instant upTo) {
        return store.nextDue(lane).filter(next -> !next.isAfter(upTo));
    }

    private void wake(ConversationStore.Due due, Judgement.Bench bench, Instant at) {
        Optional<Loaded<Conversation>> loaded = store.find(due.workspaceId(), due.id());
        if (loaded.filter(found -> found.value().toBeErased(at)).isPresent()) {
            eraser.erase(loaded.get());
            return;
        }
        loaded.ifPresent(found -> commands.apply(store, found, at, conversation -> {
            ConversationChange change = bench.levels(conversation)
                    .tick(conversation, neighbours.rules(due.workspaceId()).retention(), at);
            return change.state().version() == conversation.version() ? Optional.empty()
                    : Optional.of(ConversationEffects.told(conversation, change, null));
        }));
    }
}
