package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.work.Crew;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.slapolicy.Rulebooks;
import dev.nightdesk.api.testclock.DueWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets happen what is due: warnings and breaches of service levels, snoozes end, resolved conversations close, closed
 * ones are erased. Any number of nodes may try; the version in the conditional write lets each timer fire once.
 */
public final class WakeWorker implements Worker, DueWork {
    private static final int MOST_AT_ONCE = 400;
    private static final int PORTION = 25;
    private static final Crew CREW = new Crew(4);

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

    /**
     * What is due in a lane at the instant; returns how many conversations were looked at. Nodes begin at different
     * places, and one that meets another's work looks anew, so that several share a long list instead of racing.
     */
    @Override
    public int runDue(String lane, Instant at) {
        List<Loaded<Conversation>> due = store.due(lane, at, MOST_AT_ONCE);
        Judgement.Bench bench = judgement.bench(due.stream().map(each -> each.value().workspaceId()).toList());
        AtomicBoolean met = new AtomicBoolean();
        CREW.each(portions(due), portion -> {
            if (!met.get() && !wake(portion, bench, at)) {
                met.set(true);
            }
        });
        return due.size();
    }

    /** The next instant, up to the given one, at which something is due in a lane. */
    @Override
    public Optional<Instant> nextDue(String lane, Instant upTo) {
        return store.nextDue(lane).filter(next -> !next.isAfter(upTo));
    }

    private static List<List<Loaded<Conversation>>> portions(List<Loaded<Conversation>> due) {
        List<List<Loaded<Conversation>>> portions = new ArrayList<>();
        for (int i = 0; i < due.size(); i += PORTION) {
            portions.add(due.subList(i, Math.min(due.size(), i + PORTION)));
        }
        Collections.rotate(portions, ThreadLocalRandom.current().nextInt(Math.max(1, portions.size())));
        return portions;
    }

    /** Answers whether nobody else was at it. */
    private boolean wake(List<Loaded<Conversation>> portion, Judgement.Bench bench, Instant at) {
        List<Loaded<Conversation>> living = portion.stream().filter(due -> !due.value().toBeErased(at)).toList();
        boolean alone = commands.applyAll(store, living, at, conversation -> {
            ConversationChange change = bench.levels(conversation)
                    .tick(conversation, neighbours.rules(conversation.workspaceId()).retention(), at);
            return change.state().version() == conversation.version() ? Optional.empty()
                    : Optional.of(ConversationEffects.told(conversation, change));
        }).alone();
        CREW.each(portion.stream().filter(due -> due.value().toBeErased(at)).toList(), eraser::erase);
        return alone;
    }
}
