package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Author;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.sla.SlaState;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/** Conversations as documents. */
final class MongoConversationMapping implements DocumentMapping<Conversation> {
    private final MongoSlaMapping levels = new MongoSlaMapping();

    @Override
    public Document write(Conversation value) {
        return write(value, null);
    }

    /** Part by part, as a message changes few of them. */
    @Override
    public Document write(Conversation value, Conversation other) {
        Document document = new Document("lane", value.lane()).append("customer_id", value.customerId());
        if (other == null || !value.standing().equals(other.standing())) {
            document.append("customer_tier", value.standing().tier())
                    .append("organization_id", value.standing().organizationId());
        }
        if (other == null || !value.details().equals(other.details())) {
            write(value.details(), document);
        }
        if (other == null || !value.phase().equals(other.phase())) {
            write(value.phase(), document);
        }
        if (other == null || !value.correspondence().equals(other.correspondence())) {
            write(value.correspondence(), document);
        }
        if (other == null || !value.relations().equals(other.relations())) {
            write(value.relations(), document);
        }
        if (other == null || !value.participants().equals(other.participants())) {
            document.append("participants", value.participants().stream().map(MongoConversationMapping::participant)
                    .toList());
        }
        if (other == null || !Objects.equals(value.sla(), other.sla())) {
            write(value.sla(), document);
        }
        return document.append("assignee_id", value.assigneeId()).append("wake_at", Values.date(value.wakeAt()))
                .append("sequence", value.sequence()).append("created_at", Values.date(value.createdAt()))
                .append("updated_at", Values.date(value.updatedAt()));
    }

    private static void write(Details details, Document document) {
        document.append("subject", details.subject()).append("channel", Values.name(details.channel()))
                .append("priority", details.priority().rank()).append("language", details.language())
                .append("tags", details.tags()).append("attributes", Values.attributes(details.attributes()))
                .append("external_id", details.externalId()).append("metadata", new Document(details.metadata()));
    }

    private static void write(Phase phase, Document document) {
        document.append("status", Values.name(phase.status()))
                .append("snoozed_until", Values.date(phase.snoozedUntil()))
                .append("resolved_at", Values.date(phase.resolvedAt()))
                .append("resolution_reason", phase.resolutionReason())
                .append("auto_close_at", Values.date(phase.autoCloseAt()))
                .append("closed_at", Values.date(phase.closedAt())).append("erase_at", Values.date(phase.eraseAt()))
                .append("erased", phase.erased() ? true : null);
    }

    private static void write(Correspondence letters, Document document) {
        document.append("messages", letters.messages()).append("entries", letters.entries())
                .append("last_message_at", Values.date(letters.lastMessageAt()))
                .append("last_customer_message_at", Values.date(letters.lastCustomerMessageAt()))
                .append("waiting_since", Values.date(letters.waitingSince()));
    }

    private static void write(Relations relations, Document document) {
        document.append("links", relations.links().isEmpty() ? null
                        : relations.links().stream().map(MongoConversationMapping::link).toList())
                .append("merged_into", relations.mergedInto()).append("follow_up_of", relations.followUpOf())
                .append("continues", relations.continues())
                .append("former_customers", relations.formerCustomers().isEmpty() ? null
                        : relations.formerCustomers());
    }

    private void write(SlaState state, Document document) {
        document.append("sla", state == null ? null : levels.state(state))
                .append("sla_state", state == null ? null : state.worst().map(Values::name).orElse(null))
                .append("next_deadline", state == null ? null
                        : state.nextDeadline().map(run -> Values.date(run.clock().deadline())).orElse(null));
    }

    @Override
    public Conversation read(Document document) {
        Details details = new Details(document.getString("subject"),
                Values.constant(document, "channel", Channel.class),
                Priority.ofRank(document.getInteger("priority")), document.getString("language"),
                Values.texts(document, "tags"), Values.attributes(document, "attributes"),
                document.getString("external_id"), Values.metadata(document, "metadata"));
        Phase phase = new Phase(Values.constant(document, "status", ConversationStatus.class),
                Values.instant(document, "snoozed_until"), Values.instant(document, "resolved_at"),
                document.getString("resolution_reason"), Values.instant(document, "auto_close_at"),
                Values.instant(document, "closed_at"), Values.instant(document, "erase_at"),
                document.getBoolean("erased", false));
        Correspondence letters = new Correspondence(document.getInteger("messages"), document.getLong("entries"),
                Values.instant(document, "last_message_at"), Values.instant(document, "last_customer_message_at"),
                Values.instant(document, "waiting_since"));
        Relations relations = new Relations(
                document.getList("links", Document.class, List.of()).stream().map(MongoConversationMapping::link)
                        .toList(),
                document.getString("merged_into"), document.getString("follow_up_of"),
                document.getString("continues"), Values.texts(document, "former_customers"));
        return new Conversation(document.getString("_id"), document.getString("w"), document.getString("lane"),
                document.getString("customer_id"),
                new CustomerStanding(document.getString("customer_tier"), document.getString("organization_id")),
                details, phase, letters, relations,
                document.getString("assignee_id"),
                document.getList("participants", Document.class, List.of()).stream()
                        .map(MongoConversationMapping::participant).toList(),
                levels.state(document.get("sla", Document.class)), document.getLong("sequence"), document.getLong("v"), Values.instant(document, "created_at"),
                Values.instant(document, "updated_at"));
    }

    private static Document link(Link link) {
        return new Document("id", link.conversationId()).append("kind", Values.name(link.kind()))
                .append("at", Values.date(link.createdAt()));
    }

    private static Link link(Document document) {
        return new Link(document.getString("id"), Values.constant(document, "kind", LinkKind.class),
                Values.instant(document, "at"));
    }

    private static Document participant(Participant participant) {
        return new Document("type", Values.name(participant.author().type())).append("id", participant.author().id())
                .append("joined_at", Values.date(participant.joinedAt()))
                .append("reply_at", Values.date(participant.lastReplyAt()))
                .append("note_at", Values.date(participant.lastNoteAt()));
    }

    private static Participant participant(Document document) {
        return new Participant(new Author(Values.constant(document, "type", AuthorType.class),
                document.getString("id")), Values.instant(document, "joined_at"),
                Values.instant(document, "reply_at"), Values.instant(document, "note_at"));
    }
}
