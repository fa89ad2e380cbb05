package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The wire shape of conversations, for the desk and for customers. */
public final class ConversationJson {
    private ConversationJson() {
    }

    /** What both see. */
    public record Shared(String id, String object, String customerId, String subject, String channel, String status,
            String language, AssigneeView assignee, String externalId, int messageCount, Instant lastMessageAt,
            Instant lastCustomerMessageAt, Instant waitingSince, Instant snoozedUntil, Instant resolvedAt,
            String resolutionReason, Instant autoCloseAt, Instant closedAt, String mergedInto, String followUpOf,
            long sequence, long version, Instant createdAt, Instant updatedAt) {
    }

    /** What the desk sees besides. */
    public record Internal(String priority, List<String> tags, Map<String, Object> attributes, List<LinkView> links,
            SlaJson.SummaryView sla, Map<String, String> metadata) {
    }

    /** Who works on it. */
    public record AssigneeView(String agentId) {
    }

    /** A pointer. */
    public record LinkView(String conversationId, String kind, Instant createdAt) {
    }

    /** As API keys and agents see it. */
    public static RawJson view(Conversation conversation) {
        Details details = conversation.details();
        return Json.object(shared(conversation, false)).join(Json.object(new Internal(
                Fields.wireName(details.priority()), details.tags(), details.attributes(),
                conversation.relations().links().stream().map(link -> new LinkView(link.conversationId(),
                        Fields.wireName(link.kind()), link.createdAt())).toList(),
                SlaJson.summary(conversation.sla()), details.metadata())));
    }

    /** As its customer sees it: nothing of how the desk sorts its work. */
    public static RawJson customerView(Conversation conversation) {
        return Json.object(shared(conversation, true));
    }

    /** The fields that a change has changed, as they were before. */
    static RawJson previous(Conversation before, Conversation after) {
        Map<String, Object> previous = new LinkedHashMap<>();
        differ(previous, "status", Fields.wireName(before.status()), Fields.wireName(after.status()));
        differ(previous, "customer_id", before.customerId(), after.customerId());
        differ(previous, "subject", before.details().subject(), after.details().subject());
        differ(previous, "channel", Fields.wireName(before.details().channel()),
                Fields.wireName(after.details().channel()));
        differ(previous, "priority", Fields.wireName(before.details().priority()),
                Fields.wireName(after.details().priority()));
        differ(previous, "language", before.details().language(), after.details().language());
        differ(previous, "tags", before.details().tags(), after.details().tags());
        differ(previous, "attributes", before.details().attributes(), after.details().attributes());
        differ(previous, "external_id", before.details().externalId(), after.details().externalId());
        differ(previous, "metadata", before.details().metadata(), after.details().metadata());
        differ(previous, "assignee", before.assigneeId(), after.assigneeId());
        previous.computeIfPresent("assignee", (name, id) -> new AssigneeView(id.toString()));
        return Json.object(previous);
    }

    private static void differ(Map<String, Object> previous, String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            previous.put(name, before);
        }
    }

    private static Shared shared(Conversation conversation, boolean forCustomer) {
        Details details = conversation.details();
        Phase phase = conversation.phase();
        Correspondence letters = conversation.correspondence();
        return new Shared(conversation.id(), "conversation", conversation.customerId(), details.subject(),
                Fields.wireName(details.channel()), Fields.wireName(phase.status()), details.language(),
                new AssigneeView(conversation.assigneeId()), forCustomer ? null : details.externalId(),
                letters.messages(), letters.lastMessageAt(), letters.lastCustomerMessageAt(), letters.waitingSince(),
                forCustomer ? null : phase.snoozedUntil(), phase.resolvedAt(),
                forCustomer ? null : phase.resolutionReason(), phase.autoCloseAt(), phase.closedAt(),
                conversation.relations().mergedInto(), conversation.relations().followUpOf(),
                conversation.sequence(), conversation.version(), conversation.createdAt(), conversation.updatedAt());
    }
}
