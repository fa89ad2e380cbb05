package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.ConversationEvent.Kind;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageDraft;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.sla.SlaState;
import dev.nightdesk.api.sla.SlaSubject;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One matter of one customer: its state and every way that state can change. All methods are pure; the answer tells
 * the new state and what has happened. Each change is one version, each event one number of the sequence.
 *
 * @param lane the test clock that the conversation's timers live by, or {@code live}
 * @param assigneeId the agent who works on it, or null
 * @param participants who takes part, in the order they joined, at most 200
 * @param sla its service levels; null only until {@link ServiceLevels} have first seen it
 * @param sequence number of events so far
 */
public record Conversation(String id, String workspaceId, String lane, String customerId, CustomerStanding standing,
        Details details, Phase phase, Correspondence correspondence, Relations relations, String assigneeId,
        List<Participant> participants, SlaState sla, long sequence, long version, Instant createdAt,
        Instant updatedAt) implements Aggregate {
    /** The lane of real time. */
    public static final String LIVE = "live";
    private static final int MOST_LINKS = 100;

    /** A new conversation without messages. */
    public static ConversationChange create(String id, String workspaceId, String lane, String customerId,
            Details details, Relations relations, Instant now) {
        Conversation blank = new Conversation(id, workspaceId, lane, customerId, CustomerStanding.UNKNOWN, details,
                Phase.OPEN, Correspondence.NONE, relations, null, List.of(), null, 0, 0, now, now);
        return new ConversationDraft(blank).joins(AuthorType.CUSTOMER, customerId, now).happened(Kind.CREATED)
                .change(now);
    }

    /** A new conversation with its first message, both in its first version. */
    public static ConversationChange create(String id, String workspaceId, String lane, String customerId,
            Details details, Relations relations, MessageDraft first, Instant now) {
        ConversationChange created = create(id, workspaceId, lane, customerId, details, relations, now);
        ConversationChange written = created.state().write(first, now);
        List<ConversationEvent> events = new ArrayList<>(created.events());
        events.addAll(written.events());
        return new ConversationChange(written.state().asVersion(1), List.copyOf(events));
    }

    /** Where it stands. */
    public ConversationStatus status() {
        return phase.status();
    }

    /** When something happens by itself next; null for never. */
    public Instant wakeAt() {
        Instant timer = phase.wakeAt();
        return sla == null ? timer
                : sla.nextWake().filter(next -> timer == null || next.isBefore(timer)).orElse(timer);
    }

    /** What service levels look at. */
    public SlaSubject slaSubject() {
        return new SlaSubject(status(), details.priority(), Fields.wireName(details.channel()),
                Set.copyOf(details.tags()), standing.tier(), standing.organizationId(), details.language(),
                details.attributes());
    }

    /** The same with service levels as they have become, of which so many events tell. */
    Conversation with(SlaState judged, int events) {
        return new Conversation(id, workspaceId, lane, customerId, standing, details, phase, correspondence, relations,
                assigneeId, participants, judged, sequence + events, version, createdAt, updatedAt);
    }

    /** The same for a customer of this standing. */
    Conversation with(CustomerStanding other) {
        return new Conversation(id, workspaceId, lane, customerId, other, details, phase, correspondence, relations,
                assigneeId, participants, sla, sequence, version, createdAt, updatedAt);
    }

    /** Other details; nothing happens when they are what they were. */
    public ConversationChange update(Details changed, Instant now) {
        requireNotClosed();
        return changed.equals(details) ? unchanged() : draft().details(changed).happened(Kind.UPDATED).change(now);
    }

    /**
     * A message more. A customer's reply opens a conversation that waited for one; an agent's leaves the status alone.
     */
    public ConversationChange write(MessageDraft message, Instant arrived) {
        requireNotClosed();
        Instant now = notBeforeWhatWasTold(arrived);
        ConversationDraft draft = draft();
        boolean reply = message.text().kind() == MessageKind.REPLY;
        boolean byCustomer = message.author().type() == AuthorType.CUSTOMER;
        if (reply && message.channel() != null) {
            draft.details(details.on(message.channel()));
        }
        if (reply && byCustomer && status().reopensOnCustomerMessage()) {
            draft.phase(Phase.OPEN).happened(Kind.REOPENED);
        }
        draft.correspondence(!reply ? correspondence.internal()
                : byCustomer ? correspondence.fromCustomer(now) : correspondence.fromDesk(now));
        return draft.wrote(message.author(), reply, now).message(message, now).change(now);
    }

    /** A message of this conversation without its text; the conversation itself stays as it is. */
    public ConversationChange redact(Message message, Instant now) {
        Message emptied = message.redact(now);
        return emptied.equals(message) ? unchanged() : draft().redacted(emptied).change(now);
    }

    /** Work for this agent; nothing happens when it is so already. */
    public ConversationChange assign(String agentId, Instant now) {
        requireNotClosed();
        if (agentId.equals(assigneeId)) {
            return unchanged();
        }
        if (assigneeId != null) {
            throw Problem.of(ProblemCode.ALREADY_ASSIGNED, "Another agent has the conversation; unassign it first.");
        }
        return draft().assignee(agentId).joins(AuthorType.AGENT, agentId, now).happened(Kind.ASSIGNED).change(now);
    }

    /** Work for nobody in particular. */
    public ConversationChange unassign(Instant now) {
        requireNotClosed();
        if (assigneeId == null) {
            throw illegal("Nobody has the conversation.");
        }
        return draft().assignee(null).happened(Kind.UNASSIGNED).change(now);
    }

    /** Done, for the time being. */
    public ConversationChange resolve(String reason, Duration autoCloseAfter, Instant arrived) {
        Instant now = notBeforeWhatWasTold(arrived);
        requireStatus(Set.of(ConversationStatus.OPEN, ConversationStatus.PENDING, ConversationStatus.ON_HOLD,
                ConversationStatus.SNOOZED));
        return draft().phase(Phase.resolved(reason, autoCloseAfter, now)).answered().happened(Kind.RESOLVED)
                .change(now);
    }

    /** Work again. */
    public ConversationChange reopen(Instant now) {
        requireStatus(Set.of(ConversationStatus.PENDING, ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED,
                ConversationStatus.RESOLVED));
        return draft().phase(Phase.OPEN).happened(Kind.REOPENED).change(now);
    }

    /** Waits for a third party. */
    public ConversationChange hold(Instant now) {
        requireStatus(Set.of(ConversationStatus.OPEN, ConversationStatus.PENDING, ConversationStatus.SNOOZED));
        return draft().phase(Phase.waiting(ConversationStatus.ON_HOLD)).happened(Kind.HELD).change(now);
    }

    /** Waits for the customer. */
    public ConversationChange awaitCustomer(Instant now) {
        requireStatus(Set.of(ConversationStatus.OPEN, ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED));
        return draft().phase(Phase.waiting(ConversationStatus.PENDING)).happened(Kind.PENDED).change(now);
    }

    /** Sleeps until an instant, which must be later than now. */
    public ConversationChange snooze(Instant until, Instant now) {
        requireStatus(Set.of(ConversationStatus.OPEN, ConversationStatus.PENDING, ConversationStatus.ON_HOLD,
                ConversationStatus.SNOOZED));
        if (!until.isAfter(now)) {
            throw Problem.ofField(ProblemCode.INSTANT_NOT_LATER, "#/until", "not_later", "until must lie in the future.");
        }
        return until.equals(phase.snoozedUntil()) ? unchanged()
                : draft().phase(Phase.snoozed(until)).happened(Kind.SNOOZED).change(now);
    }

    /** The end. */
    public ConversationChange close(Duration retention, Instant now) {
        requireNotClosed();
        return draft().phase(phase.closed(retention, now)).relations(relations.closed()).answered()
                .happened(Kind.CLOSED).change(now);
    }

    /** Other labels; nothing happens when they are what they were. */
    public ConversationChange tag(Set<String> add, Set<String> remove, Instant now) {
        requireNotClosed();
        List<String> tags = Labels.change(details.tags(), add, remove);
        return tags.equals(details.tags()) ? unchanged()
                : draft().details(details.tagged(tags)).happened(Kind.TAGGED).change(now);
    }

    /** A pointer to another conversation; a second one to the same takes the place of the first. */
    public ConversationChange link(String other, LinkKind kind, Instant now) {
        requireNotClosed();
        boolean standing = relations.links().stream()
                .anyMatch(link -> link.conversationId().equals(other) && link.kind() == kind);
        if (standing) {
            return unchanged();
        }
        Relations linked = relations.linked(other, kind, now);
        if (linked.links().size() > MOST_LINKS) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "A conversation has at most " + MOST_LINKS + " links.");
        }
        return draft().relations(linked).happened(Kind.LINKED).change(now);
    }

    /** Ends in favour of another conversation of the same customer. */
    public ConversationChange mergeInto(String survivor, Duration retention, Instant now) {
        requireNotClosed();
        return draft().phase(phase.closed(retention, now)).relations(relations.merged(survivor)).answered()
                .happened(Kind.MERGED).change(now);
    }

    /** Takes over what was said elsewhere: a link and an entry that tells of it. */
    public ConversationChange absorb(String merged, MessageDraft entry, Instant now) {
        requireNotClosed();
        return draft().relations(relations.linked(merged, LinkKind.MERGED, now)).happened(Kind.LINKED)
                .correspondence(correspondence.internal()).message(entry, now).change(now);
    }

    /** The matter of another customer, after two customers have turned out to be one. */
    public ConversationChange moveTo(String customer, Instant now) {
        return customer.equals(customerId) ? unchanged() : draft().customer(customer, now)
                .relations(relations.movedFrom(customerId)).happened(Kind.UPDATED).change(now);
    }

    /** The matter of a former customer again, after that merge was undone. */
    public ConversationChange moveBackTo(String former, Instant now) {
        return !relations.formerCustomers().contains(former) ? unchanged() : draft().customer(former, now)
                .relations(relations.movedBackTo(former)).happened(Kind.UPDATED).change(now);
    }

    /** A closed shell without anything that the erased customer said or was; messages are emptied beside it. */
    public ConversationChange empty(Instant now) {
        if (phase.erased()) {
            return unchanged();
        }
        boolean open = status() != ConversationStatus.CLOSED;
        ConversationDraft draft = draft().details(details.emptied()).answered();
        draft.phase((open ? phase.closed(null, now) : phase).emptied()).relations(relations.closed());
        return draft.happened(open ? Kind.CLOSED : Kind.UPDATED).change(now).of(CustomerStanding.UNKNOWN);
    }

    /** What is due by now happens; nothing otherwise. Erasure is not a change of state and not done here. */
    public ConversationChange tick(Duration retention, Instant now) {
        if (due(phase.snoozedUntil(), now)) {
            return draft().phase(Phase.OPEN).happened(Kind.REOPENED).change(now);
        }
        return due(phase.autoCloseAt(), now) ? close(retention, now) : unchanged();
    }

    /** Whether its time to be erased has come. */
    public boolean toBeErased(Instant now) {
        return due(phase.eraseAt(), now);
    }

    /** The same under another version number. */
    Conversation asVersion(long number) {
        return new Conversation(id, workspaceId, lane, customerId, standing, details, phase, correspondence, relations,
                assigneeId, participants, sla, sequence, number, createdAt, updatedAt);
    }

    /** What arrived before a deadline but was overtaken by it comes after it, in the message as in the ledger. */
    private Instant notBeforeWhatWasTold(Instant arrived) {
        return sla != null && sla.at().isAfter(arrived) ? sla.at() : arrived;
    }

    private ConversationDraft draft() {
        return new ConversationDraft(this);
    }

    private ConversationChange unchanged() {
        return new ConversationChange(this, List.of());
    }

    private void requireStatus(Set<ConversationStatus> from) {
        requireNotClosed();
        if (!from.contains(status())) {
            throw illegal("This is not possible while the conversation is " + Fields.wireName(status()) + ".");
        }
    }

    void requireNotClosed() {
        if (relations.mergedInto() != null) {
            throw Problem.of(ProblemCode.CONVERSATION_MERGED, "The conversation was merged into another one.")
                    .with("existing_id", relations.mergedInto());
        }
        if (status() == ConversationStatus.CLOSED) {
            throw Problem.of(ProblemCode.CONVERSATION_CLOSED, "A closed conversation takes no more changes.");
        }
    }

    private static Problem illegal(String detail) {
        return Problem.of(ProblemCode.ILLEGAL_TRANSITION, detail);
    }

    private static boolean due(Instant timer, Instant now) {
        return timer != null && !timer.isAfter(now);
    }
}
