package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleRoutesTest {
    private static final String PATH = "/v1/schedules";
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

    private TestAnswer office() {
        return client.post(PATH, Contract.example("schedule/create-request")).expect(201);
    }

    private static List<String> faults(TestAnswer refused) {
        List<String> faults = new ArrayList<>();
        refused.json().get("errors").forEach(e -> faults.add(e.get("pointer").asText() + " " + e.get("code").asText()));
        return faults;
    }

    @Test
    void aScheduleIsMadeReadChangedAndDeleted() {
        TestAnswer made = office();
        String place = made.header("Location");
        assertEquals(PATH + "/" + made.id(), place);
        assertArrayEquals(made.body(), client.get(place).expect(200).body());

        TestAnswer changed = client.patch(place, made.etag(), "{\"weekly\":[],\"always_open\":true}").expect(200);
        assertEquals("\"v2\"", changed.etag());
        assertEquals(3, changed.json().get("exceptions").size(), "what is left out stays");
        client.with("If-None-Match", changed.etag()).get(place).expect(304);

        client.with("If-Match", made.etag()).delete(place).problem(412, "precondition_failed");
        client.with("If-Match", changed.etag()).delete(place).expect(204);
        client.get(place).problem(404, "not_found");
        client.with("If-Match", "*").delete(place).problem(404, "not_found");
        assertEquals(0, client.get(PATH).expect(200).json().get("data").size());
    }

    @Test
    void aNameIsNoVersionAndTheSameHoursAreNone() {
        TestAnswer made = office();
        String place = made.header("Location");
        TestAnswer renamed = client.patch(place, made.etag(), "{\"name\":\"Head office\"}").expect(200);
        assertEquals("\"v2\"", renamed.etag());
        TestAnswer same = client.patch(place, renamed.etag(), "{\"always_open\":false}").expect(200);
        assertEquals(renamed.etag(), same.etag());
        assertEquals(1, client.get(place + "/versions").expect(200).json().get("data").size());
    }

    @Test
    void aPlannedVersionRulesFromItsDateAndThePastStays() {
        TestAnswer made = client.post(PATH, "{\"name\":\"A\",\"time_zone\":\"UTC\",\"always_open\":true}").expect(201);
        String place = made.header("Location");
        client.patch(place, made.etag(), "{\"always_open\":false,\"effective_from\":\"2100-01-01T00:00:00Z\"}")
                .expect(200);
        assertEquals("PT1H", client.get(place + "/elapsed?from=2099-12-31T23:00:00Z&to=2100-01-02T00:00:00Z")
                .expect(200).text("elapsed"));
        TestAnswer versions = client.get(place + "/versions?limit=1").expect(200);
        assertEquals("2", versions.text("data/0/number"));
        TestAnswer older = client.get(place + "/versions?limit=1&cursor=" + versions.text("next_cursor")).expect(200);
        assertEquals("1", older.text("data/0/number"));
        assertTrue(older.json().get("next_cursor").isNull());
    }

    @Test
    void faultsOfFormAreToldAtOnceWithThoseOfTheWhole() {
        TestAnswer refused = client.post(PATH, "{\"name\":\"\",\"time_zone\":7,\"weekly\":[{\"day\":\"funday\","
                + "\"from\":\"9:00\",\"to\":\"18:00\"}],\"what\":1,\"id\":\"sch_1\"}").problem(400, "invalid_body");
        assertEquals(Set.of("#/name required", "#/time_zone type", "#/weekly/0/day enum", "#/weekly/0/from format",
                "#/what unknown_field", "#/id read_only"), new HashSet<>(faults(refused)));
    }

    @Test
    void whatContradictsItselfIsImpossible() {
        TestAnswer refused = client.post(PATH, "{\"name\":\"A\",\"time_zone\":\"UTC\",\"exceptions\":[{\"from\":"
                + "\"2026-05-02\",\"to\":\"2026-05-01\",\"closed\":true}],\"holidays\":[{\"country\":\"ZZ\"}],"
                + "\"effective_from\":\"2020-01-01T00:00:00Z\"}").problem(422, "impossible_schedule");
        assertEquals(List.of("#/effective_from out_of_range", "#/exceptions/0/to out_of_range",
                "#/holidays/0/country unknown_reference"), faults(refused));
    }

    @Test
    void aPostIsReplayedByItsKey() {
        String body = Contract.example("schedule/create-request");
        TestAnswer first = client.key("k").post(PATH, body).expect(201);
        TestAnswer second = client.key("k").post(PATH, body).expect(201);
        assertArrayEquals(first.body(), second.body());
        assertEquals("true", second.header("Idempotent-Replayed"));
    }

    @Test
    void aChangeNeedsTheVersionItWasMadeOn() {
        TestAnswer made = office();
        String place = made.header("Location");
        client.send("PATCH", place, "{\"name\":\"B\"}").problem(428, "precondition_required");
        client.patch(place, made.etag(), "{\"name\":\"B\"}").expect(200);
        client.patch(place, made.etag(), "{\"name\":\"C\"}").problem(412, "precondition_failed");
    }

    @Test
    void aPictureIsThereForWhoAsksForOne() {
        String place = office().header("Location");
        TestAnswer picture = client.with("Accept", "image/avif,image/svg+xml,image/*,*/*;q=0.8").get(place).expect(200);
        assertEquals("image/svg+xml", picture.header("Content-Type"));
        assertTrue(SvgReader.read(picture.bodyText()).texts().contains("Monday"), picture.bodyText());
        assertTrue(picture.header("Content-Security-Policy").contains("default-src 'none'"));
        assertEquals("application/json", client.with("Accept", "*/*").get(place).expect(200).header("Content-Type"));
        client.with("Accept", "image/png").get(place).problem(406, "not_acceptable");
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        String place = office().header("Location");
        TestClient stranger = node.workspace();
        stranger.get(place).problem(404, "not_found");
        stranger.get(place + "/open").problem(404, "not_found");
        stranger.with("If-Match", "*").delete(place).problem(404, "not_found");
        assertEquals(0, stranger.get(PATH).expect(200).json().get("data").size());
    }

    @Test
    void everyWriteIsAnEvent() {
        TestAnswer made = office();
        client.patch(made.header("Location"), made.etag(), "{\"name\":\"B\"}").expect(200);
        client.with("If-Match", "*").delete(made.header("Location")).expect(204);
        Eventually.becomes(() ->
                client.get("/v1/events?types=schedule.*").expect(200).json().get("data").size() == 3);
        TestAnswer log = client.get("/v1/events?types=schedule.*").expect(200);
        assertEquals("schedule.created", log.text("data/0/type"));
        assertEquals("B", log.text("data/1/data/schedule/name"));
        assertEquals("schedule.deleted", log.text("data/2/type"));
    }
}
