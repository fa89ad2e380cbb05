package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Author;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The next version of a conversation while a transition puts it together; it numbers what happens. */
final class ConversationDraft {
    private static final int MOST_PARTICIPANTS = 200;

    private final Conversation before;
    private final List<ConversationEvent> events = new ArrayList<>();
    private String customerId;
    private CustomerStanding standing;
    private Details details;
    private Phase phase;
    private Correspondence correspondence;
    private Relations relations;
    private String assigneeId;
    private List<Participant> participants;

    ConversationDraft(Conversation before) {
        this.before = before;
        this.customerId = before.customerId();
        this.standing = before.standing();
        this.details = before.details();
        this.phase = before.phase();
        this.correspondence = before.correspondence();
        this.relations = before.relations();
        this.assigneeId = before.assigneeId();
        this.participants = before.participants();
    }

    ConversationDraft details(Details changed) {
        details = changed;
        return this;
    }

    ConversationDraft phase(Phase changed) {
        phase = changed;
        return this;
    }

    ConversationDraft correspondence(Correspondence changed) {
        correspondence = changed;
        return this;
    }

    ConversationDraft relations(Relations changed) {
        relations = changed;
        return this;
    }

    ConversationDraft assignee(String agentId) {
        assigneeId = agentId;
        return this;
    }

    /** Nobody waits for an answer any more: a customer's "thanks" needs none. */
    ConversationDraft answered() {
        correspondence = new Correspondence(correspondence.messages(), correspondence.entries(),
                correspondence.lastMessageAt(), correspondence.lastCustomerMessageAt(), null);
        return this;
    }

    ConversationDraft customer(String id, Instant now) {
        customerId = id;
        return joins(AuthorType.CUSTOMER, id, now);
    }

    ConversationDraft joins(AuthorType type, String id, Instant now) {
        Author author = new Author(type, id);
        boolean known = participants.stream().anyMatch(participant -> participant.author().equals(author));
        if (!known && participants.size() < MOST_PARTICIPANTS) {
            List<Participant> extended = new ArrayList<>(participants);
            extended.add(new Participant(author, now, null, null));
            participants = List.copyOf(extended);
        }
        return this;
    }

    ConversationDraft wrote(Author author, boolean isPublic, Instant now) {
        joins(author.type(), author.id(), now);
        participants = participants.stream().map(participant -> participant.author().equals(author)
                ? participant.wrote(isPublic, now) : participant).toList();
        return this;
    }

    ConversationDraft happened(ConversationEvent.Kind kind) {
        events.add(new ConversationEvent.Changed(kind));
        return this;
    }

    /** Its place is the number of entries, which the correspondence has counted by now. */
    ConversationDraft message(MessageDraft draft, Instant now) {
        events.add(new ConversationEvent.MessageCreated(new Message(draft.id(), before.workspaceId(), before.id(),
                draft.author(), draft.text(), draft.channel() == null ? details.channel() : draft.channel(),
                draft.attachments(), draft.inReplyTo(), draft.externalId(), draft.metadata(),
                correspondence.entries(), before.sequence() + events.size() + 1, null, 1, now, now)));
        return this;
    }

    ConversationDraft redacted(Message emptied) {
        events.add(new ConversationEvent.MessageRedacted(emptied));
        return this;
    }

    ConversationChange change(Instant now) {
        Conversation after = new Conversation(before.id(), before.workspaceId(), before.lane(), customerId,
                standing, details, phase, correspondence, relations, assigneeId, participants, before.sla(),
                before.sequence() + events.size(), before.version() + 1, before.createdAt(), now);
        return new ConversationChange(after, List.copyOf(events));
    }
}
