package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arithmetic over open time and the import of calendars, over HTTP; the arithmetic itself is proven elsewhere. */
class CalendarRoutesTest {
    private static TestNode node;
    private TestClient client;
    private String place;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeSchedule() {
        client = node.workspace();
        place = client.post("/v1/schedules", Contract.example("schedule/create-request")).expect(201)
                .header("Location");
    }

    @Test
    void openTellsSinceUntilAndWhy() {
        TestAnswer open = client.get(place + "/open?at=2026-03-02T09:00:00Z").expect(200);
        assertEquals("{\"open\":true,\"since\":\"2026-03-02T08:00:00.000Z\","
                + "\"until\":\"2026-03-02T17:00:00.000Z\",\"reason\":\"schedule_open\",\"detail\":null,"
                + "\"schedule_version\":1}", open.bodyText());
        TestAnswer holiday = client.get(place + "/open?at=2026-12-25T12:00:00Z").expect(200);
        assertEquals("holiday", holiday.text("reason"));
        assertTrue(holiday.text("detail").contains("Christmas"), holiday.bodyText());
        assertEquals("2026-12-28T08:00:00.000Z", holiday.text("until"));
    }

    @Test
    void openWithoutAnInstantIsNow() {
        String always = client.post("/v1/schedules",
                "{\"name\":\"Always\",\"time_zone\":\"UTC\",\"always_open\":true}").expect(201).header("Location");
        TestAnswer open = client.get(always + "/open").expect(200);
        assertTrue(open.json().get("open").asBoolean());
        assertTrue(open.json().get("until").isNull(), "it never closes");
    }

    @Test
    void elapsedAndAddUndoEachOther() {
        String from = "2026-03-27T15:30:00Z";
        String due = client.get(place + "/add?from=" + from + "&duration=PT20H").expect(200).text("at");
        assertEquals("2026-04-01T07:30:00.000Z", due, "over a weekend and the change to summer time");
        assertEquals("PT20H",
                client.get(place + "/elapsed?from=" + from + "&to=" + due).expect(200).text("elapsed"));
    }

    @Test
    void whatNeverComesIsNull() {
        String never = client.post("/v1/schedules", "{\"name\":\"Never\",\"time_zone\":\"UTC\"}").expect(201)
                .header("Location");
        assertTrue(client.get(never + "/next-open").expect(200).json().get("at").isNull());
        assertTrue(client.get(never + "/add?duration=PT1S").expect(200).json().get("at").isNull());
        assertTrue(client.get(never + "/open").expect(200).json().get("since").isNull());
    }

    @Test
    void wrongQuestionsAreRefused() {
        client.get(place + "/open?at=1899-12-31T23:59:59Z").problem(400, "invalid_parameter");
        client.get(place + "/elapsed").problem(400, "invalid_parameter");
        client.get(place + "/add?duration=-PT1H").problem(400, "invalid_parameter");
        client.get(place + "/add").problem(400, "invalid_parameter");
        client.get(place + "/next-open?at=2026-01-01T00:00:00Z").problem(400, "unknown_parameter");
    }

    @Test
    void anImportedCalendarClosesItsDaysOnce() {
        String calendar = calendar("BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260309"
                + "\r\nDTEND;VALUE=DATE:20260311\r\nSUMMARY:Move\r\nEND:VEVENT\r\n");
        TestClient sender = client.with("Content-Type", "text/calendar; charset=utf-8");
        String path = place + "/import-ical?from=2026-01-01&to=2027-01-01";
        TestAnswer imported = sender.key("i").post(path, calendar).expect(200);
        assertEquals("\"v2\"", imported.etag());
        assertEquals("Move", imported.text("exceptions/3/name"));
        assertEquals("2026-03-10", imported.text("exceptions/3/to"));
        assertArrayEquals(imported.body(), sender.key("i").post(path, calendar).expect(200).body());
        sender.key("i").post(path, calendar("")).problem(422, "idempotency_key_reused");
        assertEquals("\"v2\"", sender.post(path, calendar).expect(200).etag(), "nothing new");
        assertEquals("3", client.patch(place, "*", "{\"holidays\":[]}").expect(200).text("version"));
    }

    @Test
    void aCalendarThatCannotBeReadIsRefused() {
        TestClient sender = client.with("Content-Type", "text/calendar");
        TestAnswer refused = sender.post(place + "/import-ical", "hello").problem(400, "invalid_body");
        assertEquals("invalid_calendar", refused.text("errors/0/code"));
        client.post(place + "/import-ical", "{}").problem(415, "unsupported_media_type");
        sender.post(place + "/import-ical?from=yesterday", calendar("")).problem(400, "invalid_parameter");
    }

    private static String calendar(String events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n" + events + "END:VCALENDAR\r\n";
    }
}
