package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.event.EventCatalog;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wire shape of webhook endpoints. */
final class WebhookEndpointJson {
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int MOST_IN_FLIGHT = 10;

    private final EventCatalog catalog;

    WebhookEndpointJson(EventCatalog catalog) {
        this.catalog = catalog;
    }

    /** What is sent; the secret is added where one is made. */
    public record View(String id, String object, String url, List<String> eventTypes, String description,
            String payload, boolean ordered, int concurrency, boolean enabled, String disabledReason,
            Instant disabledAt, Instant failingSince, Map<String, String> metadata, long version, Instant createdAt,
            Instant updatedAt) {
    }

    /** What a request wants. */
    record Wish(WebhookEndpointFields fields, boolean enabled) {
    }

    /** What to deliver again. */
    record Replay(Instant since, Instant until, boolean undeliveredOnly) {
    }

    static RawJson view(WebhookEndpoint endpoint, Optional<Instant> failingSince) {
        WebhookEndpointFields fields = endpoint.fields();
        return RawJson.of(Json.write(new View(endpoint.id(), "webhook_endpoint", fields.url(),
                fields.eventTypes().patterns(), fields.description(), Fields.wireName(fields.payload()),
                fields.ordered(), fields.concurrency(), endpoint.enabled(),
                endpoint.disabled().map(off -> off.reason().word()).orElse(null),
                endpoint.disabled().map(EndpointHealth.Disabled::at).orElse(null), failingSince.orElse(null),
                fields.metadata(), endpoint.version(), endpoint.createdAt(), endpoint.updatedAt())));
    }

    Wish create(Fields body) {
        readOnly(body);
        EventTypeFilter types = eventTypes(body);
        WebhookBody.Payload payload = body.notNull("payload", "concurrency").choice("payload", WebhookBody.Payload.class);
        Boolean ordered = body.flag("ordered");
        Long concurrency = body.integer("concurrency", 1, MOST_IN_FLIGHT);
        Boolean enabled = body.flag("enabled");
        var fields = new WebhookEndpointFields(body.requiredText("url", LONGEST_URL),
                types == null ? new EventTypeFilter(List.of("*")) : types,
                body.text("description", LONGEST_DESCRIPTION),
                payload == null ? WebhookBody.Payload.FULL : payload, ordered != null && ordered,
                concurrency == null ? MOST_IN_FLIGHT : concurrency.intValue(), body.metadata("metadata"));
        body.check();
        return new Wish(fields, enabled == null || enabled);
    }

    /** The fields after a merge patch. */
    Wish update(Fields body, WebhookEndpoint endpoint) {
        readOnly(body);
        WebhookEndpointFields present = endpoint.fields();
        Long concurrency = body.replaced("concurrency", body.integer("concurrency", 1, MOST_IN_FLIGHT),
                (long) present.concurrency());
        var fields = new WebhookEndpointFields(body.replaced("url", body.name("url", LONGEST_URL), present.url()),
                body.replaced("event_types", eventTypes(body), present.eventTypes()),
                body.patched("description", body.text("description", LONGEST_DESCRIPTION), present.description()),
                body.replaced("payload", body.choice("payload", WebhookBody.Payload.class), present.payload()),
                body.replaced("ordered", body.flag("ordered"), present.ordered()), concurrency.intValue(),
                body.metadata("metadata", present.metadata()));
        boolean enabled = body.replaced("enabled", body.flag("enabled"), endpoint.enabled());
        body.check();
        return new Wish(fields, enabled);
    }

    static Replay replay(Fields body) {
        Instant since = body.require("since").instant("since");
        Instant until = body.instant("until");
        Boolean undeliveredOnly = body.flag("undelivered_only");
        if (since != null && until != null && !until.isAfter(since)) {
            body.fault("until", "not_later", "must be later than since");
        }
        body.check();
        return new Replay(since, until, undeliveredOnly != null && undeliveredOnly);
    }

    private EventTypeFilter eventTypes(Fields body) {
        List<String> patterns = body.texts("event_types", EventTypeFilter.MOST_PATTERNS, 100, EventTypeFilter.FORM,
                "a type such as message.created, a beginning such as conversation.*, or *");
        if (patterns == null) {
            return null;
        }
        if (patterns.isEmpty()) {
            body.fault("event_types", "too_few", "must name at least one");
            return null;
        }
        if (!patterns.stream().allMatch(EventTypeFilter::isWellFormed)) {
            return null;
        }
        EventTypeFilter filter = new EventTypeFilter(patterns);
        List<String> unknown = filter.matchingNoneOf(catalog.names());
        if (!unknown.isEmpty()) {
            body.fault("event_types/" + patterns.indexOf(unknown.getFirst()), "enum", "fits no type of events");
        }
        return filter;
    }

    private static void readOnly(Fields body) {
        body.readOnly("id", "object", "secret", "disabled_reason", "disabled_at", "failing_since", "version",
                "created_at", "updated_at");
    }
}
