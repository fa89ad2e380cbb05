package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.schedule.SvgReader;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.TimedWorkspace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock in the conversation, over HTTP and by a test clock; the arithmetic itself is proven elsewhere. */
class ConversationSlaTest {
    private static TestNode node;
    private TimedWorkspace time;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    /** A Monday. */
    @BeforeEach
    void makeWorkspace() {
        time = TimedWorkspace.at(node, "2026-03-02T09:00:00Z");
        client = time.client();
    }

    private TestAnswer policy(String targets) {
        return client.post("/v1/sla-policies", "{\"name\":\"All\",\"targets\":[" + targets + "]}").expect(201);
    }

    private String conversation(String extra) {
        return client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"},\"channel\":\"email\","
                + "\"message\":{\"body\":\"Help\"}" + extra + "}").expect(201).id();
    }

    private TestAnswer act(String id, String action, String body) {
        return client.post("/v1/conversations/" + id + "/" + action, body);
    }

    private void answer(String id) {
        String agent = client.post("/v1/agents", "{\"name\":\"A\",\"email\":\"a" + System.nanoTime()
                + "@example.com\"}").expect(201).id();
        act(id, "messages", "{\"body\":\"Here\",\"author\":{\"type\":\"agent\",\"id\":\"" + agent + "\"}}").expect(201);
    }

    private String sla(String id) {
        return client.get("/v1/conversations/" + id).expect(200).json().get("sla").toString();
    }

    private TestAnswer ledger(String id) {
        return client.get("/v1/conversations/" + id + "/sla").expect(200);
    }

    @Test
    void withoutAPolicyNothingIsPromised() {
        String id = conversation("");
        assertEquals("{\"state\":null,\"next_deadline\":null,\"next_metric\":null}", sla(id));
        assertEquals(0, ledger(id).json().get("targets").size());
        assertEquals(List.of(), time.levels(id));
    }

    @Test
    void aPromiseIsWarnedOfBreachedAndMetLateEachOnceAtItsInstant() {
        policy("{\"metric\":\"first_response\",\"within\":\"PT1H\",\"warn_before\":[\"PT15M\"]}");
        String id = conversation("");
        assertEquals("{\"state\":\"active\",\"next_deadline\":\"2026-03-02T10:00:00.000Z\","
                + "\"next_metric\":\"first_response\"}", sla(id));
        time.advance("2026-03-02T09:59:58.999Z");
        assertEquals(List.of("applied first_response 09:00:00", "at_risk first_response 09:45:00"), time.levels(id));
        time.advance("2026-03-02T12:00:00Z");
        answer(id);
        assertEquals(List.of("applied first_response 09:00:00", "at_risk first_response 09:45:00",
                "breached first_response 10:00:00", "met first_response 12:00:00"), time.levels(id));
        TestAnswer ledger = ledger(id);
        assertEquals("met_late", ledger.text("targets/0/state"));
        assertEquals("PT3H", ledger.text("targets/0/elapsed"));
        assertEquals("PT2H", ledger.text("targets/0/overdue"));
        assertEquals("2026-03-02T10:00:00.000Z", ledger.text("targets/0/breached_at"));
    }

    @Test
    void anAnswerBeforeTheDeadlineMeetsIt() {
        policy("{\"metric\":\"first_response\",\"within\":\"PT1H\"}");
        String id = conversation("");
        time.advance("2026-03-02T09:59:59.999Z");
        answer(id);
        time.advance("2026-03-03T09:00:00Z");
        assertEquals(List.of("applied first_response 09:00:00", "met first_response 09:59:59"), time.levels(id));
    }

    @Test
    void theScheduleStopsCountingOverNightAndTheLedgerTellsWhy() {
        String schedule = client.post("/v1/schedules", "{\"name\":\"Day\",\"time_zone\":\"UTC\",\"weekly\":["
                + "{\"day\":\"monday\",\"from\":\"09:00\",\"to\":\"17:00\"},"
                + "{\"day\":\"tuesday\",\"from\":\"09:00\",\"to\":\"17:00\"}]}").expect(201).id();
        policy("{\"metric\":\"resolution\",\"within\":\"PT12H\",\"schedule_id\":\"" + schedule
                + "\",\"pause_on\":[\"pending\"]}");
        String id = conversation("");
        time.advance("2026-03-02T12:00:00Z");
        act(id, "await-customer", "{}").expect(200);
        assertTrue(sla(id).contains("\"next_deadline\":null"), "a stopped clock has no deadline");
        time.advance("2026-03-02T13:00:00Z");
        act(id, "reopen", "{}").expect(200);
        assertTrue(sla(id).contains("2026-03-03T14:00:00.000Z"), sla(id));
        time.advance("2026-03-03T10:00:00Z");
        TestAnswer ledger = ledger(id);
        assertEquals("PT8H", ledger.text("targets/0/elapsed"));
        StringBuilder reasons = new StringBuilder();
        ledger.json().at("/targets/0/segments").forEach(each -> reasons.append(each.get("reason").asText())
                .append(each.get("counted").asBoolean() ? "+ " : "- "));
        assertEquals("schedule_open+ status- schedule_open+ schedule_closed- schedule_open+ ", reasons.toString());
        TestAnswer picture = client.with("Accept", "image/svg+xml").get("/v1/conversations/" + id + "/sla").expect(200);
        assertTrue(SvgReader.read(picture.bodyText()).description().contains("8 h of 12 h used"), picture.bodyText());
    }

    @Test
    void aPolicyThatComesLateCountsFromTheBeginningWithoutAnybodyTouchingTheConversation() {
        String id = conversation("");
        time.advance("2026-03-02T09:30:00Z");
        policy("{\"metric\":\"first_response\",\"within\":\"PT1H\"}");
        time.advance("2026-03-02T11:00:00Z");
        assertEquals(List.of("applied first_response 09:30:00", "breached first_response 10:00:00"), time.levels(id));
    }

    @Test
    void aTargetShortenedBelowTheTimeUsedIsBreachedAtTheMomentOfTheChange() {
        String policy = policy("{\"metric\":\"first_response\",\"within\":\"PT4H\"}").id();
        String id = conversation("");
        time.advance("2026-03-02T10:30:00Z");
        client.patch("/v1/sla-policies/" + policy, "*",
                "{\"targets\":[{\"metric\":\"first_response\",\"within\":\"PT1H\"}]}").expect(200);
        time.advance("2026-03-02T10:40:00Z");
        assertEquals(List.of("applied first_response 09:00:00", "applied first_response 10:30:00",
                "breached first_response 10:30:00"), time.levels(id));
    }

    @Test
    void aChangedScheduleMovesTheDeadlinesOfOpenConversations() {
        String schedule = client.post("/v1/schedules",
                "{\"name\":\"Day\",\"time_zone\":\"UTC\",\"always_open\":true}").expect(201).id();
        policy("{\"metric\":\"resolution\",\"within\":\"PT24H\",\"schedule_id\":\"" + schedule + "\"}");
        String id = conversation("");
        client.patch("/v1/schedules/" + schedule, "*", "{\"exceptions\":[{\"name\":\"Off\",\"from\":\"2026-03-03\","
                + "\"closed\":true}]}").expect(200);
        time.advance("2026-03-02T09:00:01Z");
        assertTrue(sla(id).contains("2026-03-04T09:00:00.000Z"), sla(id));
        time.advance("2026-03-04T09:00:00Z");
        assertEquals(List.of("applied resolution 09:00:00", "breached resolution 09:00:00"), time.levels(id));
    }

    @Test
    void aPriorityIsPromisedFromTheSameStart() {
        policy("{\"metric\":\"resolution\",\"within\":\"PT8H\"},"
                + "{\"metric\":\"resolution\",\"priority\":\"urgent\",\"within\":\"PT2H\"}");
        String id = conversation("");
        time.advance("2026-03-02T10:00:00Z");
        client.patch("/v1/conversations/" + id, "*", "{\"priority\":\"urgent\"}").expect(200);
        assertTrue(sla(id).contains("2026-03-02T11:00:00.000Z"), sla(id));
    }

    @Test
    void aSnoozeEndsAtItsInstantWithinTheSameAdvance() {
        policy("{\"metric\":\"agent_work_time\",\"within\":\"PT2H\"}");
        String id = conversation("");
        time.advance("2026-03-02T10:00:00Z");
        act(id, "snooze", "{\"until\":\"2026-03-02T15:00:00Z\"}").expect(200);
        time.advance("2026-03-02T20:00:00Z");
        assertEquals(List.of("applied agent_work_time 09:00:00", "paused agent_work_time 10:00:00",
                "resumed agent_work_time 15:00:00", "breached agent_work_time 16:00:00"), time.levels(id));
    }

    @Test
    void thanksAfterAResolutionDoNotBreachAndResolvingMeets() {
        policy("{\"metric\":\"next_response\",\"within\":\"PT1H\"},{\"metric\":\"resolution\",\"within\":\"PT8H\"}");
        String id = conversation("");
        answer(id);
        act(id, "messages", "{\"body\":\"And?\",\"author\":{\"type\":\"customer\"}}").expect(201);
        act(id, "resolve", "{}").expect(200);
        time.advance("2026-03-02T20:00:00Z");
        assertEquals(List.of("applied resolution 09:00:00", "applied next_response 09:00:00",
                "cancelled next_response 09:00:00", "met resolution 09:00:00"), sorted(time.levels(id)));
    }

    /** What one command brings about has one instant; in which order it is told does not matter here. */
    private static List<String> sorted(List<String> levels) {
        List<String> order = List.of("applied resolution", "applied next_response", "cancelled next_response",
                "met resolution");
        return levels.stream().sorted((a, b) -> order.indexOf(a.substring(0, a.lastIndexOf(' ')))
                - order.indexOf(b.substring(0, b.lastIndexOf(' ')))).toList();
    }

    @Test
    void aMergedConversationOwesNothing() {
        policy("{\"metric\":\"resolution\",\"within\":\"PT8H\"}");
        String id = conversation("");
        String into = conversation("");
        act(id, "merge", "{\"into\":\"" + into + "\"}").expect(200);
        assertEquals(List.of("applied resolution 09:00:00", "cancelled resolution 09:00:00"), time.levels(id));
        assertTrue(sla(into).contains("active"));
    }

    @Test
    void theCustomersTierAsItWasAtTheBeginningDecides() {
        client.post("/v1/sla-policies", "{\"name\":\"Gold\",\"match\":{\"all\":[{\"field\":\"customer_tier\",\"op\":"
                + "\"eq\",\"value\":\"gold\"}]},\"targets\":[{\"metric\":\"resolution\",\"within\":\"PT1H\"}]}").expect(201);
        String gold = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"g\",\"tier\":\"gold\"}}")
                .expect(201).id();
        assertTrue(sla(gold).contains("active"), sla(gold));
        assertTrue(sla(conversation("")).contains("\"state\":null"));
    }

    @Test
    void conversationsAreListedByHowTheyStandAndByDeadline() {
        policy("{\"metric\":\"resolution\",\"within\":\"PT8H\"},"
                + "{\"metric\":\"resolution\",\"priority\":\"urgent\",\"within\":\"PT1H\"}");
        String later = conversation("");
        String sooner = conversation(",\"priority\":\"urgent\"");
        TestAnswer byDeadline = client.get("/v1/conversations?sort=next_deadline").expect(200);
        assertEquals(sooner, byDeadline.text("data/0/id"));
        assertEquals(later, byDeadline.text("data/1/id"));
        time.advance("2026-03-02T11:00:00Z");
        TestAnswer breached = client.get("/v1/conversations?sla_state=breached,met_late").expect(200);
        assertEquals(1, breached.json().get("data").size());
        assertEquals(sooner, breached.text("data/0/id"));
        assertEquals(1, client.get("/v1/conversations?sort=-next_deadline").expect(200).json().get("data").size());
        client.get("/v1/conversations?sla_state=late").problem(400, "invalid_parameter");
    }

    @Test
    void promisesGoOnIfReopenedInTheSameCycle() {
        policy("{\"metric\":\"resolution\",\"within\":\"PT4H\"}");
        String id = conversation("");
        time.advance("2026-03-02T10:00:00Z");
        act(id, "resolve", "{}").expect(200);
        time.advance("2026-03-02T20:00:00Z");
        act(id, "messages", "{\"body\":\"Again\",\"author\":{\"type\":\"customer\"}}").expect(201);
        assertTrue(sla(id).contains("2026-03-02T23:00:00.000Z"), sla(id));
        assertEquals("1", ledger(id).text("targets/0/cycle"));
    }

    @Test
    void aDeletedPolicyCancelsAndTheLedgerKeepsItsVersions() {
        String policy = policy("{\"metric\":\"resolution\",\"within\":\"PT4H\"}").id();
        String id = conversation("");
        time.advance("2026-03-02T10:00:00Z");
        client.with("If-Match", "*").delete("/v1/sla-policies/" + policy).expect(204);
        time.advance("2026-03-02T20:00:00Z");
        assertEquals(List.of("applied resolution 09:00:00", "cancelled resolution 10:00:00"), time.levels(id));
        assertEquals(policy, ledger(id).text("targets/0/policy/id"));
        assertEquals("cancelled", ledger(id).text("targets/0/state"));
        assertEquals("{\"state\":null,\"next_deadline\":null,\"next_metric\":null}", sla(id));
    }
}
