package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The wire shape of agent tokens and of the keys that check them. */
final class AgentTokenJson {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private AgentTokenJson() {
    }

    /** What is sent. */
    public record View(String object, String agentId, String token, Instant expiresAt) {
    }

    static byte[] view(String agentId, String token, Instant expiresAt) {
        return Json.write(new View("agent_token", agentId, token, expiresAt));
    }

    /** How long the token shall live. */
    static Duration lifetime(Fields body) {
        Duration lifetime = body.notNull("lifetime").duration("lifetime");
        boolean outside = lifetime != null
                && (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(AgentTokenService.LONGEST) > 0);
        if (outside) {
            body.fault("lifetime", "out_of_range", "must lie between 1 and 15 minutes");
        }
        body.check();
        return lifetime == null ? AgentTokenService.LONGEST : lifetime;
    }

    /** A JSON Web Key set of the public halves. */
    static RawJson keySet(List<EcPrivateJwk> keys) {
        return new RawJson(keys.stream().map(key -> Jwks.json(key.toPublicJwk()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    }
}
