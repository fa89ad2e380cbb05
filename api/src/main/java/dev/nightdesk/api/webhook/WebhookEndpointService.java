package dev.nightdesk.api.webhook;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.event.EventDraft;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Webhook endpoints of a workspace. */
public final class WebhookEndpointService {
    private static final System.Logger LOG = System.getLogger(WebhookEndpointService.class.getName());
    private static final Duration LONGEST_REPLAY = Duration.ofDays(14);

    private final WebhookEndpointStore store;
    private final LaneStore lanes;
    private final Commands commands;
    private final EventLog events;
    private final SecretSeal seal;
    private final ReceiverCheck receivers;
    private final OperationService longWork;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final EventFanOut fanOut;
    private final WebhookDispatcher dispatcher;
    private final SecureRandom random = new SecureRandom();

    WebhookEndpointService(LaneRoom room, EventFanOut fanOut, WebhookDispatcher dispatcher, Commands commands,
            EventLog events, SecretSeal seal, ReceiverCheck receivers, OperationService longWork) {
        this.store = room.endpoints();
        this.lanes = room.lanes();
        this.settings = room.settings();
        this.clock = room.clock();
        this.fanOut = fanOut;
        this.dispatcher = dispatcher;
        this.commands = commands;
        this.events = events;
        this.seal = seal;
        this.receivers = receivers;
        this.longWork = longWork;
    }

    boolean exists(String workspaceId, String id) {
        return store.find(workspaceId, id).isPresent();
    }

    WebhookEndpoint get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    RawJson view(WebhookEndpoint endpoint) {
        return WebhookEndpointJson.view(endpoint,
                Optional.ofNullable(lanes.failing(List.of(endpoint.id())).get(endpoint.id())));
    }

    Page<RawJson> list(Call call, Optional<Position> from, int limit) {
        Page<WebhookEndpoint> page = store.list(call.workspaceId(), from, limit);
        Map<String, Instant> failing = lanes.failing(page.data().stream().map(WebhookEndpoint::id).toList());
        return page.map(endpoint ->
                WebhookEndpointJson.view(endpoint, Optional.ofNullable(failing.get(endpoint.id()))));
    }

    /** The unique place decides, not the count. */
    Answer create(Call call, WebhookEndpointJson.Wish wish) {
        WebhookEndpointFields fields = wish.fields().withUrl(receivers.check(wish.fields().url()));
        for (int attempt = 0; attempt < WebhookEndpoint.MOST; attempt++) {
            try {
                return commands.create(call, ResourceType.WEBHOOK_ENDPOINT, store,
                        id -> make(call, id, fields, wish.enabled()));
            } catch (DuplicateKey e) {
                LOG.log(System.Logger.Level.DEBUG, "another webhook endpoint took the place first");
            }
        }
        throw Problem.of(ProblemCode.VERSION_CONFLICT, "Too many others are making webhook endpoints; try again.");
    }

    private Effect<WebhookEndpoint> make(Call call, String id, WebhookEndpointFields fields, boolean enabled) {
        String workspaceId = call.workspaceId();
        long end = events.end(workspaceId);
        // Before the endpoint exists, so that there is no event that nobody follows.
        fanOut.begin(workspaceId, end);
        WebhookSecret secret = WebhookSecret.generate(random);
        WebhookEndpoint made = WebhookEndpoint.create(id, workspaceId, fields,
                seal.close(workspaceId, id, SigningSecrets.of(secret)), enabled, end, freePlace(workspaceId),
                call.now());
        RawJson json = WebhookEndpointJson.view(made, Optional.empty());
        return Effect.of(made, Answer.created("/v1/webhook-endpoints/" + id, shown(json, secret)).version(1)
                .withSecret()).event(event("webhook_endpoint.created", json))
                .with(AuditEntry.COLLECTION, AuditEntry.of(call, ResourceType.WEBHOOK_ENDPOINT, id, null, json));
    }

    Answer update(Call call, String id, Function<WebhookEndpoint, WebhookEndpointJson.Wish> patch) {
        WebhookEndpoint present = get(call, id);
        WebhookEndpointJson.Wish asked = patch.apply(present);
        boolean moves = !asked.fields().url().equals(present.fields().url());
        String url = moves ? receivers.check(asked.fields().url()) : asked.fields().url();
        Answer answer = commands.change(call, store, id, endpoint -> {
            call.precondition().check(endpoint.version());
            WebhookEndpointJson.Wish wish = patch.apply(endpoint);
            WebhookEndpointFields fields = moves ? wish.fields().withUrl(url) : wish.fields();
            return changed(call, endpoint, endpoint.update(fields, wish.enabled(), call.now()));
        });
        if (asked.enabled() && (moves || !present.enabled())) {
            dispatcher.announceForgiven(call.workspaceId(), id);
        } else {
            dispatcher.announce(call.workspaceId(), id);
        }
        return answer;
    }

    private Effect<WebhookEndpoint> changed(Call call, WebhookEndpoint before, WebhookEndpoint after) {
        RawJson json = view(after);
        Effect<WebhookEndpoint> effect = Effect.of(after, Answer.ok(json).version(after.version()))
                .with(AuditEntry.COLLECTION, AuditEntry.of(call, ResourceType.WEBHOOK_ENDPOINT, after.id(),
                        view(before), json));
        if (!after.fields().equals(before.fields())) {
            effect = effect.event(event("webhook_endpoint.updated", json));
        }
        if (after.enabled() != before.enabled()) {
            effect = effect.event(event(after.enabled() ? "webhook_endpoint.enabled"
                    : FailedEndpoints.DISABLED, json));
        }
        return effect;
    }

    Answer rotate(Call call, String id) {
        WebhookSecret fresh = WebhookSecret.generate(random);
        Answer answer = commands.change(call, store, id, endpoint -> {
            SigningSecrets rotated = seal.open(endpoint).rotate(fresh, now(), settings.secretOverlap())
                    .orElseThrow(() -> Problem.of(ProblemCode.LIMIT_EXCEEDED,
                            "Too many rotated secrets still overlap; wait until the oldest has run out."));
            WebhookEndpoint changed = endpoint.rotate(
                    seal.close(endpoint.workspaceId(), endpoint.id(), rotated), call.now());
            RawJson json = view(changed);
            return Effect.of(changed, Answer.ok(shown(json, fresh)).version(changed.version()).withSecret())
                    .event(event("webhook_endpoint.updated", json)).with(AuditEntry.COLLECTION,
                            AuditEntry.of(call, ResourceType.WEBHOOK_ENDPOINT, id, null, json));
        });
        dispatcher.announce(call.workspaceId(), id);
        return answer;
    }

    Answer delete(Call call, String id) {
        Answer answer = commands.delete(call, store, id, endpoint -> {
            call.precondition().check(endpoint.version());
            RawJson json = view(endpoint);
            return Effect.of(endpoint, Answer.noContent()).event(event("webhook_endpoint.deleted", json))
                    .with(AuditEntry.COLLECTION, AuditEntry.of(call, ResourceType.WEBHOOK_ENDPOINT, id, json, null));
        });
        dispatcher.announce(call.workspaceId(), id);
        return answer;
    }

    Answer replay(Call call, String id, WebhookEndpointJson.Replay wish) {
        WebhookEndpoint endpoint = enabled(call, id);
        if (wish.since().isBefore(call.now().minus(LONGEST_REPLAY))) {
            throw Problem.ofField(ProblemCode.LIMIT_EXCEEDED, "#/since", "out_of_range",
                    "Events of the last 14 days can be replayed.");
        }
        Map<String, String> memory = new HashMap<>(Map.of("since", wish.since().toString(),
                "undelivered_only", Boolean.toString(wish.undeliveredOnly()),
                "end", Long.toString(events.end(call.workspaceId()))));
        Optional.ofNullable(wish.until()).ifPresent(until -> memory.put("until", until.toString()));
        return longWork.start(call, OperationKind.WEBHOOK_REPLAY, ResourceType.WEBHOOK_ENDPOINT, endpoint.id(),
                memory);
    }

    /** The endpoint, if anything may be sent to it now. */
    WebhookEndpoint enabled(Call call, String id) {
        WebhookEndpoint endpoint = get(call, id);
        if (!endpoint.enabled()) {
            throw Problem.of(ProblemCode.ILLEGAL_TRANSITION, "The endpoint is switched off; switch it on first.");
        }
        return endpoint;
    }

    private int freePlace(String workspaceId) {
        Set<Integer> taken = store.placesTaken(workspaceId);
        return IntStream.range(0, WebhookEndpoint.MOST).filter(place -> !taken.contains(place)).findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.LIMIT_EXCEEDED, "A workspace may have at most "
                        + WebhookEndpoint.MOST + " webhook endpoints; delete one first."));
    }

    private Instant now() {
        return Timestamps.truncate(clock.instant());
    }

    private static RawJson shown(RawJson json, WebhookSecret secret) {
        return json.with("secret", "\"" + secret.reveal() + "\"");
    }

    static EventDraft event(String type, RawJson endpoint) {
        return EventDraft.of(type, RawJson.of("webhook_endpoint", endpoint).text());
    }
}
