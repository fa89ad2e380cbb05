package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.ConversationEvent.Changed;
import dev.nightdesk.api.conversation.ConversationEvent.Kind;
import dev.nightdesk.api.conversation.ConversationEvent.MessageCreated;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.sla.SlaChange;
import dev.nightdesk.api.sla.SlaClock;
import dev.nightdesk.api.sla.SlaInput;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaState;
import dev.nightdesk.api.sla.SlaSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The clock in the conversation: follows every change of a conversation with its service levels, so that both are one
 * state and one write. Pure; the rulebook is given.
 */
final class ServiceLevels {
    /** Where somebody waits on the line from the first moment on. */
    private static final Set<Channel> LIVE = EnumSet.of(Channel.CHAT, Channel.VOICE, Channel.VIDEO);

    private final SlaClock clock;

    ServiceLevels(SlaRulebook rulebook) {
        this.clock = new SlaClock(rulebook);
    }

    /** The change with what it means to the promises; the former state is null for a new conversation. */
    ConversationChange follow(Conversation before, ConversationChange change, Instant now) {
        Conversation after = change.state();
        if (before == null) {
            SlaChange begun = clock.begin(after.slaSubject(), after.createdAt());
            List<SlaInput> inputs = LIVE.contains(after.details().channel())
                    ? joined(List.of(new SlaInput.Rang()), inputs(after, change)) : inputs(after, change);
            SlaChange went = clock.apply(begun.state(), after.slaSubject(), inputs, now);
            return judged(judged(change, begun), went);
        }
        return after.version() == before.version() ? change
                : judged(change, clock.apply(state(before), before.slaSubject(), inputs(before, change), now));
    }

    /** Lets what is due by now happen, timers at their own instants; the same conversation when nothing was due. */
    ConversationChange tick(Conversation conversation, Duration retention, Instant now) {
        ConversationChange change = conversation.tick(retention, now);
        Instant timer = conversation.phase().wakeAt();
        return pass(change.events().isEmpty() ? change : follow(conversation, change, timer), conversation, now);
    }

    /** Lets time pass and new rules apply. What follows from that alone is a version, but no update. */
    ConversationChange pass(ConversationChange change, Conversation before, Instant now) {
        Conversation after = change.state();
        SlaState state = state(after);
        SlaChange passed = clock.tick(state, after.slaSubject(), now);
        boolean same = passed.events().isEmpty() && passed.history().isEmpty()
                && passed.state().runs().equals(state.runs());
        return same ? change : judged(new ConversationChange(after.asVersion(before.version() + 1), change.events(),
                change.slaHistory()), passed);
    }

    /** Of a conversation that is older than service levels: as if it had begun now where it stands. */
    private SlaState state(Conversation conversation) {
        if (conversation.sla() != null) {
            return conversation.sla();
        }
        SlaState begun = clock.begin(conversation.slaSubject(), conversation.createdAt()).state();
        Instant waiting = conversation.correspondence().waitingSince();
        return waiting == null ? begun : clock.apply(begun, conversation.slaSubject(),
                new SlaInput.Message(SlaInput.Author.CUSTOMER), waiting).state();
    }

    private static ConversationChange judged(ConversationChange change, SlaChange judgement) {
        List<ConversationEvent> events = new ArrayList<>(change.events());
        judgement.events().forEach(event -> events.add(new ConversationEvent.ServiceLevel(event)));
        return new ConversationChange(change.state().with(judgement.state(), judgement.events().size()),
                List.copyOf(events), joined(change.slaHistory(), judgement.history()));
    }

    /** A customer's message is judged where it leads to, an answer where it was given. */
    private static List<SlaInput> inputs(Conversation before, ConversationChange change) {
        List<SlaInput> answers = new ArrayList<>();
        List<SlaInput> questions = new ArrayList<>();
        for (ConversationEvent event : change.events()) {
            switch (event) {
                case MessageCreated created -> add(created.message(), answers, questions);
                case Changed changed when changed.kind() == Kind.MERGED -> answers.add(new SlaInput.Ended());
                case Changed changed when changed.kind() == Kind.ASSIGNED -> answers.add(new SlaInput.Accepted());
                default -> { }
            }
        }
        SlaSubject subject = change.state().slaSubject();
        List<SlaInput> moved = subject.equals(before.slaSubject()) ? List.of()
                : List.of(new SlaInput.SubjectChanged(subject));
        return joined(joined(answers, moved), questions);
    }

    private static void add(Message message, List<SlaInput> answers, List<SlaInput> questions) {
        boolean reply = message.text().kind() == MessageKind.REPLY;
        if (message.text().kind() == MessageKind.NOTE) {
            answers.add(new SlaInput.Message(SlaInput.Author.NOTE));
        } else if (reply && message.author().type() == AuthorType.CUSTOMER) {
            questions.add(new SlaInput.Message(SlaInput.Author.CUSTOMER));
        } else if (reply && message.author().type() == AuthorType.AGENT) {
            answers.add(new SlaInput.Message(SlaInput.Author.AGENT));
        } else if (reply && message.author().type() == AuthorType.BOT) {
            answers.add(new SlaInput.Message(SlaInput.Author.BOT));
        }
    }

    private static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }
}
