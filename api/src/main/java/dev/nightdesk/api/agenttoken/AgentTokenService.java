package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.audit.AuditStore;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;

/** Mints the tokens of agents. Tokens live in real time: a test clock moves calendars, not credentials. */
public final class AgentTokenService {
    /** The {@code typ} of agent tokens. */
    public static final String TYPE = "nd-agent+jwt";
    /** How long one may live. */
    public static final Duration LONGEST = Duration.ofMinutes(15);
    /** The {@code aud} of all tokens. */
    public static final String AUDIENCE = "nightdesk";

    private final AgentsByToken agents;
    private final SigningKeys keys;
    private final Commands commands;
    private final AuditStore audit;
    private final InstantSource clock;

    /** A service that signs with the keys. */
    public AgentTokenService(AgentsByToken agents, SigningKeys keys, Commands commands, AuditStore audit,
            InstantSource clock) {
        this.agents = agents;
        this.keys = keys;
        this.commands = commands;
        this.audit = audit;
        this.clock = clock;
    }

    boolean exists(String workspaceId, String agentId) {
        return agents.role(workspaceId, agentId).isPresent();
    }

    Answer mint(Call call, String agentId, Duration lifetime) {
        AgentRole role = agents.role(call.workspaceId(), agentId).orElseThrow(Problem::notFound);
        if (role == AgentRole.ADMIN && !call.principal().mayGrant(role.scopes())) {
            throw Problem.of(ProblemCode.INSUFFICIENT_SCOPE, "A token for an admin needs the scope admin.");
        }
        return commands.answer(call, requestId -> {
            Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Instant expiresAt = issuedAt.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
            RawJson made = Json.object(Map.of("token_id", requestId, "expires_at", expiresAt));
            audit.add(AuditEntry.of(call, ResourceType.AGENT, agentId, null, made));
            String token = sign(call.workspaceId(), agentId, requestId, issuedAt, expiresAt);
            return Answer.of(201, AgentTokenJson.view(agentId, token, expiresAt)).withSecret();
        });
    }

    /** The id of the token is that of the request that asked for it, so that logs tell where a token came from. */
    private String sign(String workspaceId, String agentId, String id, Instant issuedAt, Instant expiresAt) {
        EcPrivateJwk key = keys.current();
        return Jwts.builder().header().type(TYPE).keyId(key.getId()).and()
                .issuer(workspaceId).subject(agentId).claim("aud", AUDIENCE).id(id)
                .issuedAt(Date.from(issuedAt)).expiration(Date.from(expiresAt))
                .signWith(key.toKey(), Jwts.SIG.ES256).compact();
    }
}
