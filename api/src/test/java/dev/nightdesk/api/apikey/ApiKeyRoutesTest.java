package dev.nightdesk.api.apikey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.access.AccessNode.Tenant;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyRoutesTest {
    private static final String PATH = "/v1/api-keys";
    private static AccessNode node;
    private Tenant tenant;
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
        tenant = node.workspace();
        client = tenant.client();
    }

    @Test
    void aKeyIsMadeUsedReadAndRevoked() {
        TestAnswer made = client.post(PATH, Contract.example("api-key/create-request")).expect(201);
        assertTrue(made.text("secret").startsWith(made.text("prefix") + "_"));
        TestClient key = node.as(made.text("secret"));
        key.get("/v1/conversations").expect(200);
        key.get("/v1/organizations").problem(403, "insufficient_scope");

        TestAnswer read = client.get(made.header("Location")).expect(200);
        assertFalse(read.json().has("secret"));
        assertFalse(read.json().get("last_used_at").isNull());
        client.with("If-None-Match", read.etag()).get(made.header("Location")).expect(304);

        TestAnswer revoked = client.post(made.header("Location") + "/revoke", null).expect(200);
        assertEquals("\"v2\"", revoked.etag());
        key.get("/v1/conversations").problem(401, "invalid_credential");
        assertArrayEquals(revoked.body(), client.post(made.header("Location") + "/revoke", "{}").expect(200).body());
    }

    @Test
    void aKeyIsOfItsWorkspacesMode() {
        Tenant test = node.workspace("{\"name\":\"Trial\",\"mode\":\"test\"}");
        assertTrue(make(test.client(), "\"admin\"").text("secret").startsWith("nd_test_"));
        assertTrue(make(client, "\"admin\"").text("secret").startsWith("nd_live_"));
    }

    @Test
    void aKeyRunsOut() {
        String end = node.clock().instant().plusSeconds(100).toString();
        TestAnswer made = client.post(PATH, "{\"name\":\"a\",\"scopes\":[\"admin\"],\"expires_at\":\"" + end + "\"}")
                .expect(201);
        node.as(made.text("secret")).get(PATH).expect(200);
        node.clock().advance(Duration.ofSeconds(101));
        node.as(made.text("secret")).get(PATH).problem(401, "invalid_credential");
        client.post(PATH, "{\"name\":\"a\",\"scopes\":[\"admin\"],\"expires_at\":\"" + end + "\"}")
                .problem(422, "instant_not_later");
    }

    @Test
    void onlyAdminsHandleKeys() {
        TestClient reader = node.as(make(client, "\"workspace:write\"").text("secret"));
        reader.get(PATH).problem(403, "insufficient_scope");
        reader.post(PATH, "{\"name\":\"a\",\"scopes\":[\"conversations:read\"]}").problem(403, "insufficient_scope");
        String id = make(client, "\"admin\"").id();
        reader.post(PATH + "/" + id + "/revoke", null).problem(403, "insufficient_scope");
        reader.get(PATH + "/key_00000000000000000000000000").problem(404, "not_found");
    }

    @Test
    void whatIsDoneToKeysIsAudited() {
        String id = make(client, "\"admin\"").id();
        client.post(PATH + "/" + id + "/revoke", null).expect(200);
        client.post(PATH + "/" + id + "/revoke", null).expect(200);
        String audit = "/v1/audit-entries?target_id=" + id;
        Eventually.becomes(() -> client.get(audit).expect(200).json().get("data").size() == 2);
        TestAnswer entries = client.get(audit).expect(200);
        assertEquals("revokeApiKey", entries.text("data/0/action"));
        assertTrue(entries.json().at("/data/0/before/revoked_at").isNull());
        assertFalse(entries.json().at("/data/0/after/revoked_at").isNull());
        assertEquals("createApiKey", entries.text("data/1/action"));
        assertFalse(entries.bodyText().contains("secret"));
    }

    @Test
    void nobodyGivesWhatHeHasNot() {
        Principal writer = new Principal(CallerKind.API_KEY, "key_1", "wsp_1",
                Set.of(Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE), null);
        assertTrue(writer.mayGrant(Set.of(Scope.CUSTOMERS_READ)));
        assertFalse(writer.mayGrant(Set.of(Scope.CUSTOMERS_READ, Scope.EVENTS_READ)));
        assertFalse(writer.mayGrant(Set.of(Scope.ADMIN)));
        Principal admin = new Principal(CallerKind.API_KEY, "key_2", "wsp_1", Set.of(Scope.ADMIN), null);
        assertTrue(admin.mayGrant(Scope.GRANTABLE));
        assertFalse(admin.mayGrant(Set.of(Scope.PLATFORM)));
    }

    @Test
    void allFaultsOfABodyAreTold() {
        TestAnswer refused = client.post(PATH, "{\"scopes\":[\"platform\",\"a:b\"],\"secret\":\"x\",\"expires_at\":1}")
                .problem(400, "invalid_body");
        Set<String> faults = new HashSet<>();
        refused.json().get("errors").forEach(e -> faults.add(e.get("pointer").asText() + " " + e.get("code").asText()));
        assertEquals(Set.of("#/name required", "#/scopes enum", "#/secret read_only", "#/expires_at type"), faults);
        client.post(PATH, "{\"name\":\"a\",\"scopes\":[]}").problem(400, "invalid_body");
        client.post(PATH, "{\"name\":\"a\"}").problem(400, "invalid_body");
        client.post(PATH + "/" + make(client, "\"admin\"").id() + "/revoke", "{\"why\":1}").problem(400, "invalid_body");
    }

    @Test
    void aRevokedKeyStopsAtOnceHereAndWithinThreeSecondsElsewhere() {
        try (TestNode second = node.beside()) {
            TestAnswer made = make(client, "\"admin\"");
            second.as(made.text("secret")).get(PATH).expect(200);
            node.as(made.text("secret")).get(PATH).expect(200);
            node.as(made.text("secret")).post(PATH + "/" + made.id() + "/revoke", null).expect(200);
            node.as(made.text("secret")).get(PATH).problem(401, "invalid_credential");
            second.clock().advance(Duration.ofSeconds(3));
            second.as(made.text("secret")).get(PATH).problem(401, "invalid_credential");
        }
    }

    @Test
    void aRevokedKeyIsNotAcceptedOnceMoreUnderLoad() throws InterruptedException {
        TestAnswer made = make(client, "\"admin\"");
        TestClient key = node.as(made.text("secret"));
        CountDownLatch busy = new CountDownLatch(40);
        CountDownLatch refused = new CountDownLatch(200);
        AtomicBoolean revoked = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    while (refused.getCount() > 0 && late.get() == 0) {
                        boolean afterwards = revoked.get();
                        int status = key.get("/v1/conversations").status();
                        late.addAndGet(afterwards && status != 401 ? 1 : 0);
                        (afterwards ? refused : busy).countDown();
                    }
                });
            }
            busy.await();
            client.post(PATH + "/" + made.id() + "/revoke", null).expect(200);
            revoked.set(true);
        }
        assertEquals(0, late.get());
        assertEquals(0, refused.getCount());
    }

    @Test
    void aKeyNearlyRightIsWrong() {
        String secret = make(client, "\"admin\"").text("secret");
        for (int i = 0; i < secret.length(); i++) {
            char changed = secret.charAt(i) == 'A' ? 'B' : 'A';
            node.as(secret.substring(0, i) + changed + secret.substring(i + 1)).get(PATH)
                    .problem(401, "invalid_credential");
        }
        node.as(secret + "A").get(PATH).expect(401);
        node.as(secret.substring(0, secret.length() - 1)).get(PATH).expect(401);
    }

    @Test
    void anotherWorkspaceSeesNoKey() {
        TestAnswer made = make(client, "\"admin\"");
        TestClient other = node.workspace().client();
        other.get(PATH + "/" + made.id()).problem(404, "not_found");
        other.post(PATH + "/" + made.id() + "/revoke", null).problem(404, "not_found");
        node.as(made.text("secret")).get(PATH).expect(200);
        assertEquals(1, other.get(PATH).expect(200).json().get("data").size());
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 4; i++) {
            make(client, "\"admin\"");
        }
        Set<String> seen = new HashSet<>();
        TestAnswer page = client.get(PATH + "?limit=2").expect(200);
        while (page.json().get("has_more").asBoolean()) {
            page.json().get("data").forEach(item -> seen.add(item.get("id").asText()));
            page = client.get(PATH + "?limit=2&cursor=" + page.text("next_cursor")).expect(200);
        }
        page.json().get("data").forEach(item -> seen.add(item.get("id").asText()));
        assertEquals(5, seen.size());
        assertFalse(client.get(PATH).bodyText().contains("secret"));
    }

    @Test
    void aKeyIsMadeOnceForOneIdempotencyKey() {
        String body = "{\"name\":\"a\",\"scopes\":[\"admin\"]}";
        TestAnswer first = client.key("k").post(PATH, body).expect(201);
        assertArrayEquals(first.body(), client.key("k").post(PATH, body).expect(201).body());
        assertEquals(2, client.get(PATH).expect(200).json().get("data").size());
    }

    private static TestAnswer make(TestClient by, String scopes) {
        return by.post(PATH, "{\"name\":\"Key\",\"scopes\":[" + scopes + "]}").expect(201);
    }
}
