package dev.nightdesk.api;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import dev.nightdesk.api.platform.json.JsonLimits;
import dev.nightdesk.api.platform.json.JsonTree;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.work.Worker;
import dev.nightdesk.api.support.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node whose memory is fresh and in which nothing happens by itself: a test calls its endpoints and its workers. */
final class RestingNode implements AutoCloseable {
    private static final String SECRET_KEY = "dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE";
    private static final int MOST_ROUNDS = 30;

    private final Foundation foundation;
    private final App app;
    private final TestClock clock;
    private final Principal principal;

    /** A node on a database that is open already, for callers of the workspace. */
    RestingNode(Mongo mongo, TestClock clock, String workspaceId) {
        this(mongo, clock, workspaceId, Map.of());
    }

    /** The same with settings, named in full. */
    RestingNode(Mongo mongo, TestClock clock, String workspaceId, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("NIGHTDESK_SECRET_KEY", SECRET_KEY);
        this.clock = clock;
        this.foundation = Foundation.over(Optional.empty(), mongo, KeyRing.of(SECRET_KEY), "ndp_test", clock);
        this.app = App.resting(Configuration.of(environment), foundation, clock);
        this.principal = workspaceId.equals(Principal.PLATFORM.workspaceId()) ? Principal.PLATFORM
                : new Principal(CallerKind.API_KEY, "key_01KJPX6P1RYV5AVVZFF84C0CMM", workspaceId, Set.of(Scope.ADMIN),
                        null);
    }

    /** Executes a request as the dispatcher does: replayed under its key, or executed and recorded. */
    Answer send(String method, String path, String body, String key) {
        Router.Match match = app.router().match(method, path);
        Map<String, Object> json = body.isEmpty() ? Map.of()
                : JsonTree.object(body.getBytes(StandardCharsets.UTF_8), JsonLimits.STANDARD);
        Optional<IdempotentRequest> request = Optional.ofNullable(key)
                .map(text -> IdempotentRequest.of(principal, text, method, path, "", json));
        String requestId = foundation.ids().next(ResourceType.REQUEST, clock.instant());
        Call call = new Call(match.endpoint().operation(), principal, match.parameters(), Query.parse(""),
                name -> name.equals("If-Match") ? List.of("*") : List.of(), json, null, request, requestId,
                "203.0.113.7", clock.instant());
        return foundation.idempotency().once(request, () -> match.endpoint().handler().handle(call), requestId);
    }

    /** What a death leaves of it: nothing. */
    @Override
    public void close() {
        app.close();
    }

    /** Lets the workers do all that is due, time and again, until there is nothing left to do. */
    void work() {
        clock.advance(Duration.ofSeconds(3));
        int done = 1;
        for (int round = 0; done > 0 && round < MOST_ROUNDS; round++) {
            done = round();
            clock.advance(Duration.ofSeconds(3));
        }
    }

    /** Lets each worker look once; how much they did. */
    int round() {
        int done = 0;
        for (Worker worker : app.workers()) {
            done += worker.name().endsWith("purge") ? 0 : worker.runOnce(clock.instant());
        }
        return done;
    }
}
