package dev.nightdesk.api.service;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.http.RequestMetrics;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** What operators and machines ask a node: does it live, can it serve, what has it done. */
public final class ServiceRoutes {
    private static final RawJson OK = new RawJson("{\"status\":\"ok\"}");
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final RequestMetrics metrics;
    private final Runnable pingDatabase;
    private final BooleanSupplier draining;

    /** Routes that ping the database with the given runnable, which throws when it is away. */
    public ServiceRoutes(RequestMetrics metrics, Runnable pingDatabase, BooleanSupplier draining) {
        this.metrics = metrics;
        this.pingDatabase = pingDatabase;
        this.draining = draining;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.GET_LIVENESS, this::live)
                .on(Operation.GET_READINESS, this::ready)
                .on(Operation.GET_METRICS, this::measured);
    }

    private Answer live(Call call) {
        call.query().check();
        return Answer.ok(OK);
    }

    private Answer measured(Call call) {
        call.query().check();
        return Answer.content(PROMETHEUS_TEXT, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }

    private Answer ready(Call call) {
        call.query().check();
        if (draining.getAsBoolean()) {
            throw Problem.of(ProblemCode.DRAINING, "This node is shutting down; another one will answer.")
                    .header("Retry-After", "1");
        }
        pingDatabase.run();
        return Answer.ok(OK);
    }
}
