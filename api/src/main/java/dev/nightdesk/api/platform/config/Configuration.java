package dev.nightdesk.api.platform.config;

import dev.nightdesk.api.platform.http.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one node, read once from the environment.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any
 * @param data folder of the embedded database and of keys that were made here
 * @param mongodbUri the database; empty for the embedded one
 * @param platformKey the operator's key; empty to keep one in the data folder
 * @param secretKey 32 bytes in base64url; empty to keep one in the data folder
 * @param limits what requests may take
 * @param databaseTimeout how long one database operation may take
 * @param drainPause how long a node that is told to stop still serves, so that balancers notice
 * @param drainTime how long requests in work may then take
 * @param logRequests whether every request gets a line in the log
 * @param settings all of them, for features that have settings of their own
 */
public record Configuration(String host, int port, Path data, Optional<String> mongodbUri,
        Optional<String> platformKey, Optional<String> secretKey, Limits limits, Duration databaseTimeout,
        Duration drainPause, Duration drainTime, boolean logRequests, Settings settings) {
    /** Reads {@code NIGHTDESK_…} variables. */
    public static Configuration of(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        Limits limits = Limits.STANDARD
                .withRates(settings.number("RATE_KEY", Limits.STANDARD.keyRate()),
                        settings.number("RATE_WORKSPACE", Limits.STANDARD.workspaceRate()))
                .withConcurrency(settings.number("CONCURRENCY", Limits.STANDARD.concurrency()))
                .withSizes(settings.number("BODY", Limits.STANDARD.body()),
                        settings.number("ATTACHMENT", (int) Limits.STANDARD.attachment()))
                .withTimes(settings.duration("HEADER_TIME", Limits.STANDARD.headerTime()),
                        settings.duration("BODY_TIME", Limits.STANDARD.bodyTime()),
                        settings.duration("ANSWER_TIME", Limits.STANDARD.answerTime()));
        return new Configuration(settings.text("HOST").orElse("0.0.0.0"), settings.number("PORT", 8080),
                Path.of(settings.text("DATA").orElse("data")), settings.text("MONGODB_URI"),
                settings.text("PLATFORM_KEY"), settings.text("SECRET_KEY"), limits,
                settings.duration("DATABASE_TIMEOUT", Duration.ofMillis(2_500)),
                settings.duration("DRAIN_PAUSE", Duration.ofSeconds(5)),
                settings.duration("DRAIN_TIME", Duration.ofSeconds(20)), settings.flag("LOG_REQUESTS"), settings);
    }
}
