package dev.nightdesk.api.slasimulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.TimedWorkspace;
import dev.nightdesk.openapi.Contract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlaSimulationRoutesTest {
    private static final String PATH = "/v1/sla-simulations";
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

    private static List<String> told(TestAnswer answer) {
        List<String> told = new ArrayList<>();
        answer.json().at("/conversation/events").forEach(event -> told.add(event.get("type").asText() + " "
                + event.get("at").asText().substring(11, 16)));
        return told;
    }

    private static String resolution(String within, String schedule) {
        return "{\"name\":\"R\",\"targets\":[{\"metric\":\"resolution\",\"within\":\"" + within + "\""
                + (schedule == null ? "" : ",\"schedule_id\":\"" + schedule + "\"") + "}]}";
    }

    @Test
    void aHypotheticalConversationIsPlayedUnderADraft() {
        TestAnswer answer = client.post(PATH, Contract.example("sla/simulation-request")).expect(200);
        assertEquals(List.of("sla.applied 09:00", "sla.at_risk 09:10", "sla.breached 09:15", "sla.met 09:20"),
                told(answer));
        assertEquals("met_late", answer.text("conversation/ledger/targets/0/state"));
        assertEquals(0, client.get("/v1/sla-policies").expect(200).json().get("data").size(), "nothing is stored");
    }

    @Test
    void changesOfTheConversationAreSimulatedToo() {
        TestAnswer answer = client.post(PATH, "{\"policies\":[{\"name\":\"A\",\"targets\":[{\"metric\":\"resolution\","
                + "\"within\":\"PT1H\",\"pause_on\":[\"pending\"]}]}],\"conversation\":{\"created_at\":"
                + "\"2026-03-02T09:00:00Z\",\"events\":[{\"at\":\"2026-03-02T10:00:00Z\",\"type\":\"changed\",\"status\":"
                + "\"open\"},{\"at\":\"2026-03-02T09:30:00Z\",\"type\":\"changed\",\"status\":\"pending\"}],\"until\":"
                + "\"2026-03-02T12:00:00Z\"}}").expect(200);
        assertEquals(List.of("sla.applied 09:00", "sla.paused 09:30", "sla.resumed 10:00", "sla.breached 10:30"),
                told(answer));
    }

    @Test
    void savedRulesHoldUnlessOthersAreDrafted() {
        client.post("/v1/sla-policies", resolution("PT1H", null)).expect(201);
        String scenario = "\"conversation\":{\"created_at\":\"2026-03-02T09:00:00Z\",\"until\":\"2026-03-02T12:00:00Z\"}";
        assertEquals(List.of("sla.applied 09:00", "sla.breached 10:00"),
                told(client.post(PATH, "{" + scenario + "}").expect(200)));
        assertEquals(List.of(), told(client.post(PATH, "{\"policies\":[]," + scenario + "}").expect(200)));
    }

    @Test
    void nothingNeedsToHappen() {
        client.post("/v1/sla-policies", resolution("PT1H", null)).expect(201);
        assertEquals(List.of("sla.applied 09:00"),
                told(client.post(PATH, "{\"conversation\":{\"created_at\":\"2026-03-02T09:00:00Z\"}}").expect(200)));
    }

    @Test
    void aDraftOfAScheduleCountsByItsName() {
        TestAnswer answer = client.post(PATH, "{\"policies\":[" + resolution("PT2H", "mine") + "],\"schedules\":[{"
                + "\"id\":\"mine\",\"name\":\"Mine\",\"time_zone\":\"UTC\",\"weekly\":[{\"day\":\"monday\",\"from\":"
                + "\"10:00\",\"to\":\"11:00\"},{\"day\":\"tuesday\",\"from\":\"10:00\",\"to\":\"11:00\"}]}],"
                + "\"conversation\":{\"created_at\":\"2026-03-02T09:00:00Z\",\"until\":\"2026-03-05T00:00:00Z\"}}")
                .expect(200);
        assertEquals("2026-03-03T11:00:00.000Z", answer.text("conversation/events/1/at"));
    }

    @Test
    void theEffectOfADraftOnOpenConversationsIsToldBeforeItIsSaved() {
        String policy = client.post("/v1/sla-policies", resolution("PT8H", null)).expect(201).id();
        String first = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"}}").expect(201).id();
        time.advance("2026-03-02T12:00:00Z");
        String second = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"}}").expect(201).id();
        TestAnswer answer = client.post(PATH, "{\"policies\":[{\"id\":\"" + policy + "\",\"name\":\"R\",\"targets\":["
                + "{\"metric\":\"resolution\",\"within\":\"PT2H\"}]}],\"open_conversations\":{}}").expect(200);
        JsonNode open = answer.json().get("open_conversations");
        assertEquals("{\"deadline_changed\":1,\"newly_breached\":1}", open.get("effects").toString());
        Set<String> lines = new HashSet<>();
        open.get("data").forEach(each -> lines.add(each.get("conversation_id").asText() + each.get("effect").asText()
                + each.get("after").asText()));
        assertEquals(Set.of(first + "newly_breached2026-03-02T12:00:00.000Z",
                second + "deadline_changed2026-03-02T14:00:00.000Z"), lines);
        assertTrue(client.get("/v1/conversations/" + first).expect(200).bodyText().contains("\"active\""));
        TestAnswer same = client.post(PATH, "{\"policies\":[{\"id\":\"" + policy + "\"}],\"open_conversations\":{}}")
                .expect(200);
        assertEquals(0, same.json().at("/open_conversations/data").size());
        assertEquals(2, same.json().at("/open_conversations/examined").asInt());
    }

    @Test
    void portionsOfOpenConversationsFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            String id = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"}}").expect(201).id();
            client.post("/v1/conversations/" + id + "/" + (i % 2 == 0 ? "hold" : "await-customer"), "{}").expect(200);
        }
        String body = "{\"policies\":[" + resolution("PT8H", null) + "],\"open_conversations\":{\"limit\":2}}";
        Set<String> seen = new HashSet<>();
        TestAnswer answer = client.post(PATH, body).expect(200);
        int portions = 1;
        while (answer.json().at("/open_conversations/has_more").asBoolean()) {
            answer.json().at("/open_conversations/data").forEach(each -> seen.add(each.get("conversation_id").asText()));
            answer = client.post(PATH + "?cursor=" + answer.text("open_conversations/next_cursor"), body).expect(200);
            portions++;
            assertFalse(portions > 6, "no end");
        }
        answer.json().at("/open_conversations/data").forEach(each -> seen.add(each.get("conversation_id").asText()));
        assertEquals(5, seen.size());
    }

    @Test
    void draftsAreCheckedLikeWhatIsSaved() {
        client.post(PATH, "{}").problem(400, "invalid_body");
        client.post(PATH, "{\"conversation\":{\"created_at\":\"2026-03-02T09:00:00Z\",\"events\":[{\"at\":"
                + "\"2026-03-01T09:00:00Z\",\"type\":\"note\"}]}}").problem(400, "invalid_body");
        TestAnswer refused = client.post(PATH, "{\"policies\":[{\"id\":\"slp_x\"}," + resolution("PT1H", "nowhere")
                + "],\"conversation\":{\"created_at\":\"2026-03-02T09:00:00Z\"}}").problem(422, "impossible_policy");
        assertEquals("#/policies/0/id", refused.text("errors/0/pointer"));
        assertEquals("#/policies/1/targets/0/schedule_id", refused.text("errors/1/pointer"));
        client.post(PATH, "{\"policies\":[{\"name\":\"A\",\"targets\":[]}],\"conversation\":{\"created_at\":"
                + "\"2026-03-02T09:00:00Z\"}}").problem(400, "invalid_body");
    }
}
