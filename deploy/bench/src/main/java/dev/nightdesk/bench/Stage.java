package dev.nightdesk.bench;

import java.util.List;

/** The stages of a request, each known by the packages and classes whose code it is. */
enum Stage {
    CREDENTIALS("credentials", "dev.nightdesk.api.platform.auth.", "dev.nightdesk.api.access.",
            "dev.nightdesk.api.apikey."),
    RATES("rate limits and shedding", "dev.nightdesk.api.platform.http.RateLimits",
            "dev.nightdesk.api.platform.http.LoadShedder", "io.github.bucket4j."),
    METRICS("metrics and journal", "dev.nightdesk.api.platform.http.RequestMetrics",
            "dev.nightdesk.api.platform.http.RequestJournal", "io.micrometer."),
    DISPATCH("dispatch, routes, headers", "dev.nightdesk.api.platform.http."),
    IDEMPOTENCY("idempotency", "dev.nightdesk.api.platform.idempotency.",
            "dev.nightdesk.api.platform.json.CanonicalJson"),
    JSON("JSON in and out", "dev.nightdesk.api.platform.json.", "org.eclipse.yasson.", "org.eclipse.parsson."),
    COMMANDS("commands and outbox", "dev.nightdesk.api.platform.aggregate."),
    DOCUMENTS("documents", "dev.nightdesk.api.platform.mongo."),
    DRIVER("database driver", "com.mongodb.", "org.bson."),
    DOMAIN("features", "dev.nightdesk.api."),
    HTTP("web server", "io.helidon.");

    private final String title;
    private final List<String> prefixes;

    Stage(String title, String... prefixes) {
        this.title = title;
        this.prefixes = List.of(prefixes);
    }

    String title() {
        return title;
    }

    /** The stage of a class's code; null for code that all stages use. */
    static Stage of(String className) {
        for (Stage stage : values()) {
            if (stage.prefixes.stream().anyMatch(className::startsWith)) {
                return stage;
            }
        }
        return null;
    }
}
