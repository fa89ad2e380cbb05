package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is kept of requests: counts and times for the metrics, a line for what failed. Never a body or a credential. */
public final class RequestJournal {
    private static final System.Logger LOG = System.getLogger("nightdesk.requests");

    private final RequestMetrics metrics;
    private final boolean everything;

    /** A journal that writes a line for every request, or only for those that failed on our side. */
    public RequestJournal(RequestMetrics metrics, boolean everything) {
        this.metrics = metrics;
        this.everything = everything;
    }

    void end(Exchange exchange, int status) {
        metrics.record(exchange.operation().map(Operation::id).orElse("none"), status, exchange.elapsedNanos());
        if (everything) {
            LOG.log(System.Logger.Level.INFO, () -> line(exchange, status));
        }
    }

    void failure(Exchange exchange, int status, RuntimeException failure) {
        System.Logger.Level level = status == 500 ? System.Logger.Level.ERROR : System.Logger.Level.WARNING;
        LOG.log(level, () -> line(exchange, status), failure);
    }

    /** JSON escapes line breaks, so that no request can forge a line. */
    private static String line(Exchange exchange, int status) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("request_id", exchange.requestId());
        exchange.traceId().ifPresent(trace -> line.put("trace_id", trace));
        exchange.operation().ifPresent(operation -> line.put("operation", operation.id()));
        exchange.principal().ifPresent(principal -> {
            line.put("workspace_id", principal.workspaceId());
            line.put("caller", principal.toString());
        });
        line.put("status", status);
        line.put("microseconds", TimeUnit.NANOSECONDS.toMicros(exchange.elapsedNanos()));
        return new String(Json.write(line), StandardCharsets.UTF_8);
    }
}
