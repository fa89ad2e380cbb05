package dev.nightdesk.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.event.Receipt;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPurgeTest {
    @TempDir
    private Path folder;
    private TestRoom room;
    private EventLog log;

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        log = new MongoEventLog(room.room().mongo().collection("events"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void whatIsOlderThanItsWorkspacesThirtyDaysGoesAndTheNumbersGoOn() {
        String real = room.workspaceId();
        String ahead = room.workspaceId();
        append(real, 1_200, Duration.ofDays(31));
        append(real, 3, Duration.ofDays(29));
        append(ahead, 3, Duration.ofDays(29));
        Map<String, Instant> times = Map.of(real, room.now(), ahead, room.now().plus(Duration.ofDays(2)));
        EventPurge purge = new EventPurge(log, from -> pageAfter(from, kept(30, real, ahead)), times::get,
                workspaceId -> OptionalLong.empty(), EventPurgeTest::bringMessages);

        while (purge.runOnce(room.now()) > 0) {
            assertEquals(true, log.after(real, 0, 10).size() >= 3, "what is kept stays");
        }

        assertEquals(List.of(1_201L, 1_202L, 1_203L), sequences(real));
        assertEquals(List.of(3L), sequences(ahead), "the last event stays: the next number is read off it");
        append(ahead, 1, Duration.ZERO);
        assertEquals(List.of(3L, 4L), sequences(ahead));
    }

    @Test
    void eachWorkspaceKeepsItsEventsAsLongAsItWants() {
        String brief = room.workspaceId();
        String patient = room.workspaceId();
        for (String workspaceId : List.of(brief, patient)) {
            append(workspaceId, 2, Duration.ofDays(89));
            append(workspaceId, 1, Duration.ofHours(25));
            append(workspaceId, 1, Duration.ofHours(23));
        }
        EventPurge purge = new EventPurge(log, from -> pageAfter(from, List.of(
                new EventPurge.Kept(brief, Duration.ofDays(1)), new EventPurge.Kept(patient, Duration.ofDays(90)))),
                workspaceId -> room.now(), workspaceId -> OptionalLong.empty(), EventPurgeTest::bringMessages);

        while (purge.runOnce(room.now()) > 0) {
            assertEquals(4, sequences(patient).size());
        }

        assertEquals(List.of(4L), sequences(brief));
        assertEquals(List.of(1L, 2L, 3L, 4L), sequences(patient));
    }

    @Test
    void whatNoWebhooksArePlannedForYetStaysTwoWeeksLonger() {
        String waiting = room.workspaceId();
        append(waiting, 5, Duration.ofDays(31));
        AtomicLong planned = new AtomicLong(2);
        EventPurge purge = new EventPurge(log, from -> pageAfter(from, kept(30, waiting)), workspaceId -> room.now(),
                workspaceId -> OptionalLong.of(planned.get()), EventPurgeTest::bringMessages);

        purge(purge);
        assertEquals(List.of(3L, 4L, 5L), sequences(waiting));
        planned.set(3);
        purge(purge);
        assertEquals(List.of(4L, 5L), sequences(waiting));
        room.pass(Duration.ofDays(12));
        purge(purge);
        assertEquals(List.of(4L, 5L), sequences(waiting));
        room.pass(Duration.ofDays(2));
        purge(purge);
        assertEquals(List.of(5L), sequences(waiting), "the last event stays");
    }

    private void purge(EventPurge purge) {
        int done = 1;
        while (done > 0) {
            done = purge.runOnce(room.now());
        }
    }

    private static List<EventPurge.Kept> kept(int days, String... ids) {
        return Stream.of(ids).map(id -> new EventPurge.Kept(id, Duration.ofDays(days))).toList();
    }

    @Test
    void aReceiptThatIsStillGoodStaysHoweverFarATestClockHasRun() {
        String workspaceId = room.workspaceId();
        Event event = new Event(room.ids().next(ResourceType.EVENT, room.now()), workspaceId, 0, room.now(),
                Actor.SYSTEM, EventDraft.of("agent.updated", "{\"agent\":{}}"), null);
        log.append(workspaceId, List.of(event.with(new Receipt("key", "fingerprint", 200, Map.of(),
                room.now().plus(Duration.ofDays(1))))));
        append(workspaceId, 1, Duration.ZERO);
        Instant ahead = room.now().plus(Duration.ofDays(365));
        assertEquals(0, log.purge(workspaceId, ahead, 10, room.now().plus(Duration.ofHours(23)), 10,
                EventPurgeTest::bringMessages));
        assertEquals(1, log.purge(workspaceId, ahead, 10, room.now().plus(Duration.ofHours(24)), 10,
                EventPurgeTest::bringMessages));
    }

    private static void bringMessages(List<Event> leaving) {
        fail("none of these brings a message: " + leaving);
    }

    private static Page<EventPurge.Kept> pageAfter(Optional<Position> from, List<EventPurge.Kept> all) {
        List<String> ids = all.stream().map(EventPurge.Kept::workspaceId).toList();
        int place = from.map(position -> ids.indexOf(position.id()) + 1).orElse(0);
        boolean more = place + 1 < ids.size();
        return new Page<>(all.subList(place, place + 1),
                more ? Optional.of(new Position("", ids.get(place))) : Optional.empty());
    }

    private void append(String workspaceId, int count, Duration ago) {
        Instant at = room.now().minus(ago);
        log.append(workspaceId, IntStream.range(0, count).mapToObj(i -> new Event(
                room.ids().next(ResourceType.EVENT, at), workspaceId, 0, at, Actor.SYSTEM,
                EventDraft.of("agent.updated", "{}"), null)).toList());
    }

    private List<Long> sequences(String workspaceId) {
        return log.after(workspaceId, 0, 10).stream().map(Event::sequence).toList();
    }
}
