package dev.nightdesk.api.access;

import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestClock;
import dev.nightdesk.api.support.TestFolder;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.util.Map;

/** A whole node on a database that the test can look into, and that further nodes can share. */
public final class AccessNode implements AutoCloseable {
    private final EmbeddedMongo database;
    private final Mongo mongo;
    private final TestNode node;

    private AccessNode(EmbeddedMongo database) {
        this.database = database;
        this.mongo = Mongo.connect(database.connectionString(), Duration.ofSeconds(10));
        this.node = TestNode.start(settings(database));
    }

    /** Examples send webhooks to this machine, where nobody listens. */
    private static Map<String, String> settings(EmbeddedMongo database) {
        return Map.of("MONGODB_URI", database.connectionString(), "WEBHOOKS_ALLOW_INSECURE", "true");
    }

    /** A node with a database of its own. */
    public static AccessNode start() {
        return new AccessNode(EmbeddedMongo.open(TestFolder.make("access"), 0));
    }

    /** A further node on this node's database, with a clock of its own; it must be closed first. */
    public TestNode beside() {
        return TestNode.start(settings(database));
    }

    /** Where the database is, for nodes with settings of their own. */
    public String connectionString() {
        return database.connectionString();
    }

    public TestClock clock() {
        return node.clock();
    }

    public Mongo mongo() {
        return mongo;
    }

    /** A client with the credential; null for none. */
    public TestClient as(String credential) {
        return node.as(credential);
    }

    /** The operator's client. */
    public TestClient platform() {
        return node.platform();
    }

    /** The node itself. */
    public TestNode node() {
        return node;
    }

    /** A new workspace, made of the JSON. */
    public Tenant workspace(String body) {
        TestAnswer made = node.platform().post("/v1/workspaces", body).expect(201);
        return new Tenant(this, made.id(), as(made.text("api_key")));
    }

    public Tenant workspace() {
        return workspace("{\"name\":\"Test\"}");
    }

    @Override
    public void close() {
        node.close();
        mongo.close();
        database.close();
    }

    /** A workspace and a client with its first key. */
    public record Tenant(AccessNode node, String id, TestClient client) {
        /** A new identity secret. */
        public IssuedSecret secret() {
            TestAnswer made = client.post("/v1/identity-secrets", "{\"name\":\"Web shop\"}").expect(201);
            return new IssuedSecret(made.id(), made.text("secret"));
        }

        /** The id of a new agent with the role. */
        public String agent(String name, String role) {
            return client.post("/v1/agents", "{\"name\":\"" + name + "\",\"email\":\"" + name
                    + "@example.com\",\"role\":\"" + role + "\"}").expect(201).id();
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
