package dev.nightdesk.api.identitysecret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.openapi.Contract;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentitySecretRoutesTest {
    private static final String PATH = "/v1/identity-secrets";
    private static AccessNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = AccessNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace().client();
    }

    @Test
    void aSecretIsShownOnceAndIsThirtyTwoBytes() {
        TestAnswer made = client.post(PATH, Contract.example("identity-secret/create-request")).expect(201);
        String text = made.text("secret");
        assertEquals("nds_", text.substring(0, 4));
        assertEquals(32, Base64.getUrlDecoder().decode(text.substring(4)).length);
        TestAnswer read = client.get(made.header("Location")).expect(200);
        assertFalse(read.json().has("secret"));
        assertEquals(made.etag(), read.etag());
        client.with("If-None-Match", made.etag()).get(made.header("Location")).expect(304);
        assertFalse(client.get(PATH).expect(200).bodyText().contains("nds_"));
    }

    @Test
    void aSecretIsRevokedForGood() {
        TestAnswer made = make();
        TestAnswer revoked = client.post(PATH + "/" + made.id() + "/revoke", null).expect(200);
        assertEquals("\"v2\"", revoked.etag());
        assertFalse(revoked.json().get("revoked_at").isNull());
        assertArrayEquals(revoked.body(), client.post(PATH + "/" + made.id() + "/revoke", null).expect(200).body());
    }

    @Test
    void atMostTenLiveAtOnceHoweverManyAreAskedForAtOnce() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            for (int i = 0; i < 12; i++) {
                String key = "make-" + i;
                answers.add(threads.submit(() -> client.key(key).post(PATH, "{\"name\":\"a\"}").status()));
            }
        }
        int made = 0;
        for (Future<Integer> answer : answers) {
            made += answer.get() == 201 ? 1 : 0;
        }
        assertEquals(10, made);
        client.post(PATH, "{\"name\":\"a\"}").problem(422, "limit_exceeded");
        String id = client.get(PATH).expect(200).text("data/0/id");
        client.post(PATH + "/" + id + "/revoke", null).expect(200);
        client.post(PATH, "{\"name\":\"a\"}").expect(201);
        client.post(PATH, "{\"name\":\"a\"}").problem(422, "limit_exceeded");
        assertEquals(11, client.get(PATH).expect(200).json().get("data").size());
    }

    @Test
    void whatIsDoneToSecretsIsAudited() {
        String id = make().id();
        client.post(PATH + "/" + id + "/revoke", null).expect(200);
        String audit = "/v1/audit-entries?target_id=" + id;
        Eventually.becomes(() -> client.get(audit).expect(200).json().get("data").size() == 2);
        TestAnswer entries = client.get(audit).expect(200);
        assertEquals("revokeIdentitySecret", entries.text("data/0/action"));
        assertEquals("createIdentitySecret", entries.text("data/1/action"));
        assertFalse(entries.bodyText().contains("nds_"));
    }

    @Test
    void onlyAdminsHandleSecrets() {
        TestClient reader = node.as(client.post("/v1/api-keys", "{\"name\":\"a\",\"scopes\":[\"workspace:write\"]}")
                .expect(201).text("secret"));
        reader.get(PATH).problem(403, "insufficient_scope");
        reader.post(PATH, "{\"name\":\"a\"}").problem(403, "insufficient_scope");
        reader.get(PATH + "/" + make().id()).problem(403, "insufficient_scope");
        reader.get(PATH + "/ids_00000000000000000000000000").problem(404, "not_found");
    }

    @Test
    void anotherWorkspaceSeesNoSecret() {
        TestAnswer made = make();
        TestClient other = node.workspace().client();
        other.get(PATH + "/" + made.id()).problem(404, "not_found");
        other.post(PATH + "/" + made.id() + "/revoke", null).problem(404, "not_found");
        assertEquals(0, other.get(PATH).expect(200).json().get("data").size());
    }

    @Test
    void whatIsNotToBeSetIsRefused() {
        client.post(PATH, "{\"name\":\"a\",\"secret\":\"nds_x\"}").problem(400, "invalid_body");
        client.post(PATH, "{\"name\":\" \"}").problem(400, "invalid_body");
        client.post(PATH, "{}").problem(400, "invalid_body");
        client.post(PATH + "/" + make().id() + "/revoke", "{\"why\":1}").problem(400, "invalid_body");
    }

    private TestAnswer make() {
        return client.post(PATH, "{\"name\":\"Web shop\"}").expect(201);
    }
}
