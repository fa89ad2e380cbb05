package dev.nightdesk.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.access.AccessNode.IssuedSecret;
import dev.nightdesk.api.access.AccessNode.Tenant;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a thief of the database gets: nothing that opens anything, and nothing that can be moved or bent. */
class SecretsAtRestTest {
    private static final String CONVERSATIONS = "/v1/conversations";
    private AccessNode node;

    @BeforeEach
    void startNode() {
        node = AccessNode.start();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void noIssuedSecretStandsInTheDatabase() {
        TestAnswer made = node.as(TestNode.PLATFORM_KEY).key("k-1").post("/v1/workspaces", "{\"name\":\"Kept\"}")
                .expect(201);
        Tenant tenant = new Tenant(node, made.id(), node.as(made.text("api_key")));
        TestAnswer key = tenant.client().key("k-2").post("/v1/api-keys",
                "{\"name\":\"Kept\",\"scopes\":[\"conversations:read\"]}").expect(201);
        TestAnswer secret = tenant.client().key("k-3").post("/v1/identity-secrets", "{\"name\":\"Kept\"}")
                .expect(201);
        IssuedSecret issued = new IssuedSecret(secret.id(), secret.text("secret"));
        String agent = tenant.agent("grace", "agent");
        TestAnswer token = tenant.client().key("k-4").post("/v1/agents/" + agent + "/tokens", "{}").expect(201);
        String customer = TestToken.customer(tenant, issued).signed(issued);
        node.as(customer).get(CONVERSATIONS).expect(200);
        node.as(token.text("token")).get("/v1/organizations").expect(200);
        node.as(key.text("secret")).get(CONVERSATIONS).expect(200);

        List<String> secrets = List.of(TestNode.PLATFORM_KEY, made.text("api_key"), key.text("secret"),
                issued.text(), token.text("token"), customer);
        assertHidden(secrets, TestToken.key(issued));
        Eventually.becomes(() -> node.mongo().collection("idempotency")
                .countDocuments(new Document("answer.sealed", true)) == 4);
        assertHidden(secrets, TestToken.key(issued));

        // And yet the same answers come again.
        assertEquals(made.bodyText(), node.as(TestNode.PLATFORM_KEY).key("k-1").post("/v1/workspaces",
                "{\"name\":\"Kept\"}").expect(201).bodyText());
        assertEquals(key.bodyText(), tenant.client().key("k-2").post("/v1/api-keys",
                "{\"name\":\"Kept\",\"scopes\":[\"conversations:read\"]}").expect(201).bodyText());
        assertEquals(token.bodyText(), tenant.client().key("k-4").post("/v1/agents/" + agent + "/tokens", "{}")
                .expect(201).bodyText());
    }

    @Test
    void aSealedSecretWithOneByteChangedOpensNothing() {
        Tenant tenant = node.workspace();
        IssuedSecret secret = tenant.secret();
        String token = TestToken.customer(tenant, secret).signed(secret);
        byte[] sealed = sealed(secret);
        for (int i = 0; i < sealed.length; i++) {
            byte[] bent = sealed.clone();
            bent[i] ^= 1;
            replace(secret, bent);
            node.as(token).get(CONVERSATIONS).problem(401, "invalid_credential");
        }
        replace(secret, Arrays.copyOf(sealed, 5));
        node.as(token).get(CONVERSATIONS).problem(401, "invalid_credential");
        replace(secret, sealed);
        node.as(token).get(CONVERSATIONS).expect(200);
    }

    @Test
    void aSealedSecretMovedElsewhereOpensNothing() {
        Tenant tenant = node.workspace();
        IssuedSecret first = tenant.secret();
        IssuedSecret second = tenant.secret();
        Tenant other = node.workspace();
        IssuedSecret foreign = other.secret();
        byte[] own = sealed(first);
        for (IssuedSecret source : List.of(second, foreign)) {
            replace(first, sealed(source));
            for (IssuedSecret key : List.of(first, source)) {
                node.as(TestToken.customer(tenant, first).signed(key)).get(CONVERSATIONS)
                        .problem(401, "invalid_credential");
            }
        }
        replace(first, own);
        node.as(TestToken.customer(tenant, first).signed(first)).get(CONVERSATIONS).expect(200);
    }

    @Test
    void aSigningKeyWithOneByteChangedSignsAndChecksNothing() {
        Tenant tenant = node.workspace();
        String agent = tenant.agent("grace", "agent");
        String token = tenant.agentToken(agent);
        MongoCollection<Document> keys = node.mongo().collection("signing_keys");
        byte[] sealed = keys.find().first().get("sealed", Binary.class).getData();
        byte[] bent = sealed.clone();
        bent[bent.length / 2] ^= 1;
        keys.updateOne(new Document(), Updates.set("sealed", new Binary(bent)));
        try (TestNode second = node.beside()) {
            second.as(token).get("/v1/organizations").problem(401, "invalid_credential");
            second.as(tenant.client().credential()).post("/v1/agents/" + agent + "/tokens", null)
                    .problem(500, "internal_error");
            keys.updateOne(new Document(), Updates.set("sealed", new Binary(sealed)));
            second.as(token).get("/v1/organizations").expect(200);
        }
    }

    private byte[] sealed(IssuedSecret secret) {
        return node.mongo().collection("identity_secrets").find(new Document("_id", secret.id())).first()
                .get("sealed", Binary.class).getData();
    }

    /** Puts other bytes in the secret's place and lets the node forget what it has opened. */
    private void replace(IssuedSecret secret, byte[] bytes) {
        assertEquals(1, node.mongo().collection("identity_secrets").updateOne(new Document("_id", secret.id()),
                Updates.set("sealed", new Binary(bytes))).getModifiedCount());
        node.clock().advance(Duration.ofSeconds(4));
    }

    /** The dump must hold what is no secret, or the search would prove nothing. */
    private void assertHidden(List<String> secrets, byte[] key) {
        String dump = dump();
        assertTrue(dump.contains("Kept"));
        for (String secret : secrets) {
            assertFalse(dump.contains(secret), "a secret stands in the database");
            assertFalse(dump.contains(secret.substring(Math.max(0, secret.length() - 30))), "half a secret stands in it");
            assertFalse(dump.contains(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
        }
        assertFalse(dump.contains(new String(key, StandardCharsets.ISO_8859_1)));
        assertFalse(dump.contains(HexFormat.of().formatHex(key)));
        assertFalse(dump.contains("\"d\":"), "a private key stands in the database");
    }

    private String dump() {
        StringBuilder dump = new StringBuilder();
        for (String collection : node.mongo().database().listCollectionNames()) {
            for (Document document : node.mongo().collection(collection).find().into(new ArrayList<>())) {
                append(dump, document);
            }
        }
        return dump.toString();
    }

    private static void append(StringBuilder dump, Object value) {
        switch (value) {
            case Document document -> document.forEach((name, field) -> append(dump.append(name).append('\n'), field));
            case List<?> list -> list.forEach(element -> append(dump, element));
            case Binary binary -> dump.append(new String(binary.getData(), StandardCharsets.ISO_8859_1)).append('\n');
            case null -> dump.append('\n');
            default -> dump.append(value).append('\n');
        }
    }
}
