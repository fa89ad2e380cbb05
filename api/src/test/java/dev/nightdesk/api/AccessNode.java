package dev.nightdesk.api;

import dev.nightdesk.api.access.Credentials;
import dev.nightdesk.api.access.CustomersByToken.TokenCustomer;
import dev.nightdesk.api.agenttoken.AgentTokenRoutes;
import dev.nightdesk.api.agenttoken.AgentTokenService;
import dev.nightdesk.api.agenttoken.MongoSigningKeyStore;
import dev.nightdesk.api.agenttoken.SigningKeys;
import dev.nightdesk.api.apikey.ApiKeyRoutes;
import dev.nightdesk.api.apikey.ApiKeySecret;
import dev.nightdesk.api.apikey.ApiKeyService;
import dev.nightdesk.api.apikey.FirstApiKey;
import dev.nightdesk.api.apikey.MongoApiKeyStore;
import dev.nightdesk.api.audit.AuditRoutes;
import dev.nightdesk.api.audit.MongoAuditStore;
import dev.nightdesk.api.identitysecret.IdentitySecretRoutes;
import dev.nightdesk.api.identitysecret.IdentitySecretService;
import dev.nightdesk.api.identitysecret.MongoIdentitySecretStore;
import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.OrganizationRoutes;
import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Dispatcher;
import dev.nightdesk.api.platform.http.HttpServer;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.RequestJournal;
import dev.nightdesk.api.platform.http.RequestMetrics;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.MongoFailures;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestClock;
import dev.nightdesk.api.workspace.MongoWorkspaceStore;
import dev.nightdesk.api.workspace.WorkspaceRoutes;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A node with everything that decides who calls, over real HTTP and a real store. Its customers and agents are lists
 * that a test fills, so that what is tested here is who is believed, and not how customers are kept; its outboxes are
 * delivered when a test says so. Of conversations it has an empty list to read and a signal that finds none.
 */
public final class AccessNode implements AutoCloseable {
    public static final String PLATFORM_KEY = "ndp_platform_key_of_the_tests_of_who_may_call";

    private final TestClock clock = new TestClock();
    private final Foundation foundation;
    private final HttpServer server;
    private final Map<String, TokenCustomer> customers;
    private final Map<String, AgentRole> agents;

    private AccessNode(Map<String, String> database, Map<String, TokenCustomer> customers,
            Map<String, AgentRole> agents) {
        this.customers = customers;
        this.agents = agents;
        Configuration configuration = configuration(database);
        this.foundation = Foundation.open(configuration, clock);
        Router router = new Router();
        Credentials credentials = compose(router);
        Dispatcher dispatcher = new Dispatcher(router, credentials, foundation.idempotency(),
                principal -> Timestamps.truncate(clock.instant()), clock, foundation.ids(), configuration.limits(),
                new MongoFailures(), new RequestJournal(new RequestMetrics(), false));
        this.server = HttpServer.start("127.0.0.1", 0, dispatcher, configuration.limits(), Duration.ZERO, clock,
                foundation.ids());
    }

    /** A node with a database of its own. */
    public static AccessNode start() {
        return new AccessNode(Map.of(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /** A further node on this node's database, with a clock of its own. */
    public AccessNode beside() {
        return new AccessNode(Map.of("NIGHTDESK_MONGODB_URI", foundation.embedded().orElseThrow().connectionString()),
                customers, agents);
    }

    public TestClock clock() {
        return clock;
    }

    public Mongo mongo() {
        return foundation.mongo();
    }

    /** Empties the outboxes. */
    public void deliver() {
        foundation.relay().runOnce(clock.instant().plusSeconds(1));
    }

    /** A client with the credential; null for none. */
    public TestClient as(String credential) {
        return new TestClient("http://127.0.0.1:" + server.port(), credential);
    }

    /** A new workspace, made of the JSON. */
    public Tenant workspace(String body) {
        TestAnswer made = as(PLATFORM_KEY).post("/v1/workspaces", body).expect(201);
        return new Tenant(this, made.id(), as(made.text("api_key")));
    }

    public Tenant workspace() {
        return workspace("{\"name\":\"Test\"}");
    }

    /** What the directory of customers says of the product's own id. */
    public void customer(String workspaceId, String externalId, boolean blocked) {
        customers.put(workspaceId + "/" + externalId, new TokenCustomer(newId(ResourceType.CUSTOMER), blocked));
    }

    /** A new agent's id. */
    public String agent(String workspaceId, AgentRole role) {
        String id = newId(ResourceType.AGENT);
        agents.put(workspaceId + "/" + id, role);
        return id;
    }

    /** The agent has another role; null for no more. */
    public void agent(String workspaceId, String id, AgentRole role) {
        if (role == null) {
            agents.remove(workspaceId + "/" + id);
        } else {
            agents.put(workspaceId + "/" + id, role);
        }
    }

    @Override
    public void close() {
        server.close();
        foundation.close();
    }

    private Credentials compose(Router router) {
        var room = foundation.room();
        var commands = foundation.commands();
        var cursors = foundation.cursors();
        var keyStore = new MongoApiKeyStore(room);
        var pepper = new ApiKeySecret.Pepper(foundation.keys());
        var workspaces = new WorkspaceService(new MongoWorkspaceStore(room), commands,
                new FirstApiKey(keyStore, pepper, foundation.ids()), id -> false);
        var apiKeys = new ApiKeyService(keyStore, pepper, commands, workspaces, clock);
        var secrets = new IdentitySecretService(new MongoIdentitySecretStore(room), foundation.seal(), commands,
                clock);
        var signingKeys = new SigningKeys(new MongoSigningKeyStore(room), foundation.seal(), foundation.ids(), clock);
        new AuditRoutes(new MongoAuditStore(room), cursors).register(router);
        new WorkspaceRoutes(workspaces, cursors).register(router);
        new ApiKeyRoutes(apiKeys, cursors).register(router);
        new IdentitySecretRoutes(secrets, cursors).register(router);
        new AgentTokenRoutes(new AgentTokenService(this::role, signingKeys, commands, clock), signingKeys)
                .register(router);
        new OrganizationRoutes(new OrganizationService(new MongoOrganizationStore(room), commands,
                (workspaceId, id) -> false), cursors).register(router);
        router.on(Operation.LIST_CONVERSATIONS, call -> Answer.of(200, RawJson.page(List.of(), null)))
                .on(Operation.SIGNAL_TYPING, call -> {
                    throw Problem.notFound();
                }, call -> true);
        return new Credentials(foundation.platformKey(), apiKeys, workspaces, secrets,
                (workspaceId, claims, mayCreate) -> customer(workspaceId + "/" + claims.externalId(), mayCreate),
                signingKeys, this::role, clock);
    }

    private Optional<TokenCustomer> customer(String key, boolean mayCreate) {
        return Optional.ofNullable(mayCreate
                ? customers.computeIfAbsent(key, made -> new TokenCustomer(newId(ResourceType.CUSTOMER), false))
                : customers.get(key));
    }

    private Optional<AgentRole> role(String workspaceId, String agentId) {
        return Optional.ofNullable(agents.get(workspaceId + "/" + agentId));
    }

    private String newId(ResourceType type) {
        return foundation.ids().next(type, clock.instant());
    }

    private static Configuration configuration(Map<String, String> database) {
        Map<String, String> environment = new ConcurrentHashMap<>(database);
        environment.put("NIGHTDESK_PLATFORM_KEY", PLATFORM_KEY);
        environment.put("NIGHTDESK_SECRET_KEY", "YWNjZXNzLXRlc3Qta2V5LWFjY2Vzcy10ZXN0LWtleSE");
        environment.put("NIGHTDESK_RATE_KEY", "100000");
        environment.put("NIGHTDESK_RATE_WORKSPACE", "100000");
        try {
            environment.put("NIGHTDESK_DATA", Files.createTempDirectory("nightdesk-access").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Configuration.of(environment);
    }

    /** A workspace and a client with its first key. */
    public record Tenant(AccessNode node, String id, TestClient client) {
        /** A new identity secret. */
        public IssuedSecret secret() {
            TestAnswer made = client.post("/v1/identity-secrets", "{\"name\":\"Web shop\"}").expect(201);
            return new IssuedSecret(made.id(), made.text("secret"));
        }

        /** A token for the agent, minted by the API. */
        public String agentToken(String agentId) {
            return client.post("/v1/agents/" + agentId + "/tokens", null).expect(201).text("token");
        }
    }

    /** An identity secret as its maker has it. */
    public record IssuedSecret(String id, String text) {
    }
}
