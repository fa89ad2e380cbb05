package dev.nightdesk.api.slapolicy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlaPolicyRoutesTest {
    private static final String PATH = "/v1/sla-policies";
    private static TestNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace();
    }

    private static String policy(String name, String extra) {
        return "{\"name\":\"" + name + "\",\"targets\":[{\"metric\":\"resolution\",\"within\":\"PT4H\"}]" + extra + "}";
    }

    private String make(String name, String extra) {
        return client.post(PATH, policy(name, extra)).expect(201).id();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        client.get(PATH).expect(200).json().get("data").forEach(policy ->
                names.add(policy.get("position").asInt() + policy.get("name").asText()));
        return names;
    }

    @Test
    void aPolicyIsMadeReadChangedAndDeleted() {
        TestAnswer made = client.post(PATH, "{\"name\":\"Gold\",\"match\":{\"all\":[{\"field\":\"customer_tier\","
                + "\"op\":\"in\",\"value\":[\"gold\",2,true]},{\"field\":\"tag\",\"op\":\"exists\"}]},\"targets\":["
                + "{\"metric\":\"first_response\",\"priority\":\"urgent\",\"channel\":\"chat\",\"within\":\"PT15M\","
                + "\"pause_on\":[\"on_hold\"],\"warn_before\":[\"PT5M\",\"20%\"],\"counts\":{\"bot_reply\":true}}]}")
                .expect(201);
        String place = made.header("Location");
        assertEquals(PATH + "/" + made.id(), place);
        assertEquals("[\"gold\",\"2\",\"true\"]", made.json().at("/match/all/0/value").toString());
        assertTrue(made.json().at("/match/all/1/value").isNull());
        assertEquals("{\"bot_reply\":true,\"note\":false}", made.json().at("/targets/0/counts").toString());
        assertArrayEquals(made.body(), client.get(place).expect(200).body());

        TestAnswer same = client.patch(place, made.etag(), "{\"name\":\"Gold\"}").expect(200);
        assertEquals("\"v1\"", same.etag());
        TestAnswer changed = client.patch(place, made.etag(), "{\"match\":{},\"name\":\"All\"}").expect(200);
        assertEquals("\"v2\"", changed.etag());
        assertEquals(0, changed.json().at("/match/all").size());
        client.patch(place, made.etag(), "{\"name\":\"Old\"}").problem(412, "precondition_failed");

        TestAnswer versions = client.get(place + "/versions?limit=1").expect(200);
        assertEquals("All", versions.text("data/0/name"));
        TestAnswer older = client.get(place + "/versions?limit=1&cursor=" + versions.text("next_cursor")).expect(200);
        assertEquals("Gold", older.text("data/0/name"));
        assertTrue(older.json().get("next_cursor").isNull());

        client.with("If-Match", changed.etag()).delete(place).expect(204);
        client.get(place).problem(404, "not_found");
        client.get(place + "/versions").problem(404, "not_found");
    }

    @Test
    void theirOrderIsSetByPositionAndByReordering() {
        String a = make("a", "");
        String b = make("b", "");
        String c = make("c", ",\"position\":1");
        assertEquals(List.of("1c", "2a", "3b"), names());
        client.patch(PATH + "/" + a, "*", "{\"position\":3}").expect(200);
        assertEquals(List.of("1c", "2b", "3a"), names());
        client.post(PATH + "/reorder", "{\"ids\":[\"" + a + "\",\"" + b + "\",\"" + c + "\"]}").expect(200);
        assertEquals(List.of("1a", "2b", "3c"), names());
        assertEquals("\"v1\"", client.get(PATH + "/" + a).expect(200).etag());
        client.post(PATH + "/reorder", "{\"ids\":[\"" + a + "\",\"" + b + "\"]}").problem(422, "unknown_reference");
        client.post(PATH + "/reorder", "{}").problem(400, "invalid_body");
    }

    @Test
    void whatNobodyCanKeepIsImpossibleAndEachFaultIsNamed() {
        String never = client.post("/v1/schedules", "{\"name\":\"Never\",\"time_zone\":\"UTC\"}").expect(201).id();
        TestAnswer refused = client.post(PATH, "{\"name\":\"A\",\"targets\":[{\"metric\":\"resolution\",\"within\":"
                + "\"PT1H\",\"warn_before\":[\"PT1H\"]},{\"metric\":\"first_response\",\"within\":\"PT1H\","
                + "\"schedule_id\":\"" + never + "\"},{\"metric\":\"next_response\",\"within\":\"PT1H\",\"pause_on\":"
                + "[\"open\",\"pending\",\"on_hold\",\"snoozed\"]}]}").problem(422, "impossible_policy");
        List<String> faults = new ArrayList<>();
        refused.json().get("errors").forEach(each ->
                faults.add(each.get("pointer").asText() + " " + each.get("code").asText()));
        assertEquals(List.of("#/targets/0/warn_before/0 out_of_range", "#/targets/1/schedule_id never_opens",
                "#/targets/2/pause_on never_counts"), faults);
    }

    @Test
    void aBodyThatCannotBeReadIsRefused() {
        TestAnswer refused = client.post(PATH, "{\"name\":7,\"targets\":[{\"metric\":\"speed\",\"within\":\"soon\","
                + "\"what\":1}],\"match\":{\"all\":[{\"field\":\"colour\",\"op\":\"eq\",\"value\":{}}]}}")
                .problem(400, "invalid_body");
        List<String> faults = new ArrayList<>();
        refused.json().get("errors").forEach(each ->
                faults.add(each.get("pointer").asText() + " " + each.get("code").asText()));
        assertEquals(List.of("#/name type", "#/match/all/0/value type", "#/match/all/0/field enum",
                "#/targets/0/metric enum", "#/targets/0/within format", "#/targets/0/what unknown_field"), faults);
    }

    @Test
    void aPostIsReplayedByItsKey() {
        TestAnswer first = client.key("k").post(PATH, policy("a", "")).expect(201);
        TestAnswer second = client.key("k").post(PATH, policy("a", "")).expect(201);
        assertArrayEquals(first.body(), second.body());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(List.of("1a"), names());
    }

    @Test
    void aScheduleThatAPolicyNamesStays() {
        TestAnswer schedule = client.post("/v1/schedules",
                "{\"name\":\"Day\",\"time_zone\":\"UTC\",\"always_open\":true}").expect(201);
        String policy = client.post(PATH, "{\"name\":\"a\",\"targets\":[{\"metric\":\"resolution\",\"within\":"
                + "\"PT4H\",\"schedule_id\":\"" + schedule.id() + "\"}]}").expect(201).id();
        client.with("If-Match", "*").delete(schedule.header("Location")).problem(409, "schedule_in_use");
        client.with("If-Match", "*").delete(PATH + "/" + policy).expect(204);
        client.with("If-Match", "*").delete(schedule.header("Location")).expect(204);
    }

    @Test
    void presetsAreReadyToBecomePolicies() {
        TestAnswer presets = client.get("/v1/sla-presets").expect(200);
        assertEquals("chat", presets.text("data/0/channel"));
        presets.json().get("data").forEach(preset -> client.post(PATH, "{\"name\":" + preset.get("name")
                + ",\"match\":" + preset.get("match") + ",\"targets\":" + preset.get("targets") + "}").expect(201));
        assertEquals(presets.json().get("data").size(), names().size());
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        String id = make("a", "");
        TestClient stranger = node.workspace();
        stranger.get(PATH + "/" + id).problem(404, "not_found");
        stranger.patch(PATH + "/" + id, "*", "{\"name\":\"b\"}").problem(404, "not_found");
        assertEquals(0, stranger.get(PATH).expect(200).json().get("data").size());
    }
}
