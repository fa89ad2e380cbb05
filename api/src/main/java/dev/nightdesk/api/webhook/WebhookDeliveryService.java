package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.event.EventJson;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.platform.time.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Deliveries of a workspace. */
public final class WebhookDeliveryService {
    private static final String TESTED = "webhook_endpoint.tested";

    private final WebhookDeliveryStore store;
    private final InstantSource clock;
    private final WebhookDispatcher dispatcher;
    private final WebhookEndpointService endpoints;
    private final Commands commands;
    private final EventLog events;

    WebhookDeliveryService(LaneRoom room, WebhookDispatcher dispatcher, WebhookEndpointService endpoints,
            Commands commands, EventLog events) {
        this.store = room.deliveries();
        this.clock = room.clock();
        this.dispatcher = dispatcher;
        this.endpoints = endpoints;
        this.commands = commands;
        this.events = events;
    }

    boolean exists(String workspaceId, String id) {
        return store.find(workspaceId, id).isPresent();
    }

    WebhookDelivery get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    Page<RawJson> list(Call call, String endpointId, WebhookDeliveryStore.Filter filter, Optional<Position> from,
            int limit) {
        endpoints.get(call, endpointId);
        return store.list(call.workspaceId(), endpointId, filter, from, limit).map(WebhookDeliveryJson::row);
    }

    /** A test event goes to the one endpoint and into no log, so its delivery carries it. */
    Answer test(Call call, String endpointId) {
        WebhookEndpoint endpoint = endpoints.enabled(call, endpointId);
        Answer answer = commands.create(call, ResourceType.WEBHOOK_DELIVERY, store, id -> {
            EventDraft draft = WebhookEndpointService.event(TESTED, endpoints.view(endpoint));
            Event test = new Event(ResourceType.EVENT.like(id), call.workspaceId(), 0, call.now(),
                    Actor.of(call.principal()), draft, call.requestId());
            WebhookDelivery delivery =
                    WebhookDelivery.ofTest(id, endpoint, test, EventJson.body(test).text(), now());
            return Effect.of(delivery, Answer.created("/v1/webhook-deliveries/" + id,
                    WebhookDeliveryJson.view(delivery)).version(1));
        });
        dispatcher.announce(call.workspaceId(), endpointId);
        return answer;
    }

    Answer resend(Call call, String id) {
        WebhookDelivery present = get(call, id);
        endpoints.enabled(call, present.endpointId());
        if (present.testEvent() == null && events.find(call.workspaceId(), present.eventId()).isEmpty()) {
            throw Problem.of(ProblemCode.EVENT_EXPIRED, "The event is past retention; there is nothing left to send.");
        }
        Answer answer = commands.change(call, store, id, delivery -> {
            WebhookDelivery again = delivery.resend(now()).orElseThrow(() ->
                    Problem.of(ProblemCode.ILLEGAL_TRANSITION, "The delivery is in flight; wait what comes of it."));
            return Effect.of(again, Answer.ok(WebhookDeliveryJson.view(again)).version(again.version()));
        });
        dispatcher.announce(call.workspaceId(), present.endpointId());
        return answer;
    }

    private Instant now() {
        return Timestamps.truncate(clock.instant());
    }
}
