package dev.nightdesk.api.testclock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestClockRoutesTest {
    private static final String PATH = "/v1/test-clocks";
    private static TestNode node;
    private static TestClient platform;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
        platform = node.platform();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void aClockIsMadeReadAndListed() {
        TestAnswer made = platform.post(PATH, Contract.example("test-clock/create-request")).expect(201);
        String place = made.header("Location");
        assertEquals("ready", made.text("state"));
        assertEquals("2026-03-02T08:00:00.000Z", made.text("now"));
        TestAnswer read = platform.get(place).expect(200);
        assertEquals(made.bodyText(), read.bodyText());
        platform.with("If-None-Match", read.etag()).get(place).expect(304);
        List<String> listed = new ArrayList<>();
        platform.get(PATH).expect(200).json().get("data").forEach(clock -> listed.add(clock.get("id").asText()));
        assertTrue(listed.contains(made.id()));
        platform.get(PATH + "/tcl_01KJPS6NC0BQE8B5EHSZA62R8B").problem(404, "not_found");
    }

    @Test
    void onlyTheOperatorHandlesClocks() {
        node.workspace().get(PATH).problem(401, "credential_not_accepted");
        node.workspace().post(PATH, "{\"now\":\"2026-01-01T00:00:00Z\"}").problem(401, "credential_not_accepted");
    }

    @Test
    void aClockShowsAnInstantOfThisAndTheNextCentury() {
        platform.post(PATH, "{}").problem(400, "invalid_body");
        platform.post(PATH, "{\"now\":\"1999-12-31T23:59:59Z\"}").problem(400, "invalid_body");
        platform.post(PATH, "{\"now\":\"2200-01-01T00:00:00Z\"}").problem(400, "invalid_body");
        platform.post(PATH, "{\"now\":\"2199-12-31T23:59:59.999Z\"}").expect(201);
    }

    @Test
    void anAdvanceEndsWithTheClockAtItsNewInstant() {
        String place = clock("2030-01-01T00:00:00Z").header("Location");
        TestAnswer accepted = platform.post(place + "/advance", "{\"to\":\"2030-01-02T00:00:00Z\"}").expect(202);
        TestAnswer finished = await(accepted);
        assertEquals("test_clock_advance", finished.text("kind"));
        assertEquals("1.0", finished.text("progress"));
        assertEquals("2030-01-02T00:00:00.000Z", platform.get(place).expect(200).text("now"));
        platform.post(place + "/advance", "{\"to\":\"2030-01-02T00:00:00Z\"}").problem(422, "instant_not_later");
        platform.post(place + "/advance", "{\"to\":\"2060-01-02T00:00:00Z\"}").problem(422, "limit_exceeded");
        platform.post(place + "/advance", "{}").problem(400, "invalid_body");
    }

    @Test
    void anAdvanceIsReplayedByItsKey() {
        String place = clock("2030-01-01T00:00:00Z").header("Location");
        TestClient keyed = platform.key("advance-" + place);
        TestAnswer first = keyed.post(place + "/advance", "{\"to\":\"2030-01-02T00:00:00Z\"}").expect(202);
        await(first);
        TestAnswer second = keyed.post(place + "/advance", "{\"to\":\"2030-01-02T00:00:00Z\"}").expect(202);
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.bodyText(), second.bodyText());
        assertEquals("true", second.header("Idempotent-Replayed"));
    }

    @Test
    void aTestWorkspaceLivesByItsClock() {
        TestAnswer clock = clock("2030-01-01T00:00:00Z");
        TestClient client = workspace(clock.id());
        TestAnswer first = client.post("/v1/organizations", "{\"name\":\"A\"}").expect(201);
        assertEquals("2030-01-01T00:00:00.000Z", first.text("created_at"));
        await(platform.post(clock.header("Location") + "/advance", "{\"to\":\"2030-06-01T00:00:00Z\"}").expect(202));
        TestAnswer second = client.post("/v1/organizations", "{\"name\":\"B\"}").expect(201);
        assertEquals("2030-06-01T00:00:00.000Z", second.text("created_at"));
    }

    @Test
    void onlyATestWorkspaceHasAClockAndOnlyOneThatIsThere() {
        String id = clock("2030-01-01T00:00:00Z").id();
        platform.post("/v1/workspaces", "{\"name\":\"A\",\"test_clock_id\":\"" + id + "\"}")
                .problem(422, "live_workspace");
        platform.post("/v1/workspaces", "{\"name\":\"A\",\"mode\":\"test\",\"test_clock_id\":"
                + "\"tcl_01KJPS6NC0BQE8B5EHSZA62R8B\"}").problem(422, "unknown_reference");
    }

    @Test
    void operationsOfTheOperatorAreHiddenFromWorkspaces() {
        TestAnswer clock = clock("2030-01-01T00:00:00Z");
        TestAnswer accepted = platform.post(clock.header("Location") + "/advance",
                "{\"to\":\"2030-01-02T00:00:00Z\"}").expect(202);
        node.workspace().get(accepted.header("Location")).problem(404, "not_found");
        TestAnswer finished = await(accepted);
        platform.with("If-None-Match", finished.etag()).get(accepted.header("Location")).expect(304);
        platform.get("/v1/operations/opr_01KJYXWYG0TW181K0MGJ9Q9DG2").problem(404, "not_found");
    }

    @Test
    void snoozesEndAndResolvedConversationsCloseOnTheWayInOrder() {
        TestAnswer clock = clock("2030-01-01T00:00:00Z");
        TestClient client = workspace(clock.id());
        String late = snoozed(client, "2030-01-03T00:00:00Z");
        String early = snoozed(client, "2030-01-02T00:00:00Z");
        String resolved = conversation(client);
        client.post("/v1/conversations/" + resolved + "/resolve", "{}").expect(200);
        await(platform.post(clock.header("Location") + "/advance", "{\"to\":\"2030-02-01T00:00:00Z\"}").expect(202));
        assertEquals("open", client.get("/v1/conversations/" + late).expect(200).text("status"));
        assertEquals("closed", client.get("/v1/conversations/" + resolved).expect(200).text("status"));
        List<String> happened = new ArrayList<>();
        client.get("/v1/events?limit=200").expect(200).json().get("data").forEach(event -> {
            if (event.at("/actor/type").asText().equals("system")) {
                happened.add(event.get("timestamp").asText() + " " + event.get("type").asText() + " "
                        + event.get("conversation_id").asText());
            }
        });
        assertEquals(List.of("2030-01-02T00:00:00.000Z conversation.reopened " + early,
                "2030-01-03T00:00:00.000Z conversation.reopened " + late,
                "2030-01-08T00:00:00.000Z conversation.closed " + resolved), happened);
    }

    private static TestAnswer clock(String now) {
        return platform.post(PATH, "{\"now\":\"" + now + "\"}").expect(201);
    }

    private static TestClient workspace(String clockId) {
        return node.as(platform.post("/v1/workspaces", "{\"name\":\"Test\",\"mode\":\"test\",\"test_clock_id\":\""
                + clockId + "\"}").expect(201).text("api_key"));
    }

    private static String snoozed(TestClient client, String until) {
        String id = conversation(client);
        client.post("/v1/conversations/" + id + "/snooze", "{\"until\":\"" + until + "\"}").expect(200);
        return id;
    }

    private static String conversation(TestClient client) {
        return client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"},\"channel\":\"chat\","
                + "\"message\":{\"body\":\"Hello\"}}").expect(201).id();
    }

    private static TestAnswer await(TestAnswer accepted) {
        TestAnswer answer = platform.get(accepted.header("Location")).expect(200);
        while (!answer.json().get("done").asBoolean()) {
            Thread.onSpinWait();
            answer = platform.get(accepted.header("Location")).expect(200);
        }
        assertTrue(answer.json().path("error").isMissingNode(), answer.bodyText());
        return answer;
    }
}
