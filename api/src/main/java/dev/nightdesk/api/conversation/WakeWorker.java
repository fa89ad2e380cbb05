package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.testclock.DueWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets happen what is due: snoozes end, resolved conversations close, closed ones are erased. Any number of nodes may
 * try; the version in the conditional write lets each timer fire once.
 */
public final class WakeWorker implements Worker, DueWork {
    private static final int MOST_AT_ONCE = 200;

    private final ConversationStore store;
    private final Commands commands;
    private final Neighbours neighbours;
    private final Eraser eraser;

    /** A worker over the store. */
    public WakeWorker(ConversationStore store, Commands commands, Neighbours neighbours, Eraser eraser) {
        this.store = store;
        this.commands = commands;
        this.neighbours = neighbours;
        this.eraser = eraser;
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
        for (ConversationStore.Due one : due) {
            wake(one, at);
        }
        return due.size();
    }

    /** The next instant, up to the given one, at which something is due in a lane. */
    @Override
    public Optional<Instant> nextDue(String lane, Instant upTo) {
        return store.nextDue(lane).filter(next -> !next.isAfter(upTo));
    }

    private void wake(ConversationStore.Due due, Instant at) {
        commands.apply(store, due.workspaceId(), due.id(), at, conversation -> {
            ConversationChange change = conversation.tick(neighbours.rules(due.workspaceId()).retention(), at);
            return change.events().isEmpty() ? Optional.empty()
                    : Optional.of(ConversationEffects.of(conversation, change, null));
        });
        store.find(due.workspaceId(), due.id()).filter(loaded -> loaded.value().toBeErased(at))
                .ifPresent(loaded -> eraser.erase(loaded));
    }
}
