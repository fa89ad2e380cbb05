package dev.nightdesk.api.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.event.EventJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What customers see of events: those of their own conversations that are public, with what the desk keeps to itself
 * taken out. Whatever is not named here is not shown.
 */
final class CustomerEvents {
    private static final Set<String> TYPES = Set.of("conversation.created", "conversation.updated",
            "conversation.assigned", "conversation.unassigned", "conversation.held", "conversation.pended",
            "conversation.snoozed", "conversation.resolved", "conversation.reopened", "conversation.closed",
            "conversation.merged", "conversation.read", "message.created", "message.redacted");
    private static final Set<String> HIDDEN = Set.of("priority", "tags", "attributes", "links", "metadata");
    private static final Set<String> EMPTIED = Set.of("external_id", "snoozed_until", "resolution_reason");
    private static final Actor DESK = new Actor("system", null);

    private final BiFunction<String, String, Optional<String>> customerOf;
    /** Conversations rarely change hands; a merge of customers is seen after this at the latest. */
    private final Cache<String, Optional<String>> owners = Caffeine.newBuilder().maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(5)).build();

    /** @param customerOf whose conversation it is, by workspace and id */
    CustomerEvents(BiFunction<String, String, Optional<String>> customerOf) {
        this.customerOf = customerOf;
    }

    /** An event for one customer's eyes. */
    record Shown(String customerId, Frame frame) {
    }

    /** What is shown of an event, and to whom; empty when it is shown to no customer. */
    Optional<Shown> show(Event event) {
        String conversationId = event.draft().conversationId();
        if (conversationId == null || !TYPES.contains(event.draft().type())) {
            return Optional.empty();
        }
        JsonObject data = EventJson.data(event);
        if (data.get("message") instanceof JsonObject message && !message.getString("kind", "").equals("reply")) {
            return Optional.empty();
        }
        return owners.get(event.workspaceId() + conversationId,
                key -> customerOf.apply(event.workspaceId(), conversationId))
                .map(customerId -> new Shown(customerId, frame(event, reduced(data))));
    }

    private static Frame frame(Event event, JsonObject data) {
        EventDraft draft = event.draft();
        EventDraft shown = new EventDraft(draft.type(), draft.conversationId(), draft.conversationSequence(),
                data.toString());
        boolean person = Set.of("agent", "customer").contains(event.actor().type());
        Event reduced = new Event(event.id(), event.workspaceId(), event.sequence(), event.timestamp(),
                person ? event.actor() : DESK, shown, null);
        return Frame.of(event, EventJson.body(reduced));
    }

    private static JsonObject reduced(JsonObject data) {
        JsonObjectBuilder kept = Json.createObjectBuilder();
        data.forEach((name, value) -> {
            if (value instanceof JsonObject resource && !name.equals("previous")) {
                kept.add(name, withoutInternals(resource));
            }
        });
        return kept.build();
    }

    private static JsonObject withoutInternals(JsonObject resource) {
        boolean message = resource.get("object") instanceof JsonString type && type.getString().equals("message");
        JsonObjectBuilder kept = Json.createObjectBuilder();
        resource.forEach((name, value) -> {
            if (!HIDDEN.contains(name)) {
                kept.add(name, !message && EMPTIED.contains(name) ? JsonValue.NULL : value);
            }
        });
        return kept.build();
    }
}
