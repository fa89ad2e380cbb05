package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.platform.work.Crew;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P-4: an answer comes within 50 ms before or after its deadline, by another node than the question. Either it was in
 * time or the promise was broken, and everything that tells of it tells the same. {@code -Dnightdesk.sla.races=1000}
 * makes it the whole number.
 */
class SlaRaceTest {
    private static final int COUNT = Integer.getInteger("nightdesk.sla.races", 60);
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofMillis(25);
    private static final int APART = 50;

    @TempDir
    Path folder;

    /** What became of a conversation. */
    private record Outcome(boolean broken, Duration early) {
    }

    @Test
    void anAnswerAroundTheDeadlineIsEitherInTimeOrLate() {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0)) {
            // On a slow machine all of them may be in work at once, which is not what this is about.
            Map<String, String> settings = Map.of("MONGODB_URI", database.connectionString(), "CONCURRENCY",
                    Integer.toString(Math.max(400, 4 * COUNT)));
            try (TestNode first = TestNode.start(settings); TestNode second = TestNode.start(settings)) {
                TestClient asking = first.workspace();
                TestClient answering = second.as(asking.credential());
                asking.post("/v1/sla-policies", "{\"name\":\"P\",\"targets\":[{\"metric\":\"first_response\","
                        + "\"within\":\"" + WITHIN + "\"}]}").expect(201);
                String agent = asking.post("/v1/agents", "{\"name\":\"A\",\"email\":\"a@example.com\"}").expect(201)
                        .id();
                List<String> ids = race(asking, answering, agent);
                List<Outcome> outcomes = ids.stream().map(id -> check(asking, id)).toList();
                report(outcomes);
            }
        }
    }

    private static List<String> race(TestClient asking, TestClient answering, String agent) {
        ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
        Instant begin = InstantSource.system().instant().plusMillis(200);
        SplittableRandom chance = new SplittableRandom(4);
        List<Integer> offsets = IntStream.range(0, COUNT).mapToObj(i -> chance.nextInt(-APART, APART + 1)).toList();
        new Crew(COUNT).each(IntStream.range(0, COUNT).boxed().toList(), i -> {
            sleepUntil(begin.plus(BETWEEN.multipliedBy(i)));
            TestAnswer asked = asking.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c" + i
                    + "\"},\"message\":{\"body\":\"Hello?\"}}").expect(201);
            sleepUntil(Instant.parse(asked.text("created_at")).plus(WITHIN).plusMillis(offsets.get(i)));
            answering.post("/v1/conversations/" + asked.id() + "/messages",
                    "{\"body\":\"Here\",\"author\":{\"type\":\"agent\",\"id\":\"" + agent + "\"}}").expect(201);
            ids.add(asked.id());
        });
        return new ArrayList<>(ids);
    }

    private static Outcome check(TestClient client, String id) {
        List<JsonNode> told = new ArrayList<>();
        Eventually.becomes(() -> {
            told.clear();
            client.get("/v1/conversations/" + id + "/events?limit=200").expect(200).json().get("data")
                    .forEach(told::add);
            return !of(told, "sla.met").isEmpty();
        });
        JsonNode target = client.get("/v1/conversations/" + id + "/sla").expect(200).json().at("/targets/0");
        Instant deadline = Instant.parse(target.get("deadline").asText());
        assertEquals(1, of(told, "sla.met").size(), id);
        boolean broken = !of(told, "sla.breached").isEmpty();
        assertEquals(broken ? 1 : 0, of(told, "sla.breached").size(), id);

        JsonNode met = of(told, "sla.met").getFirst().at("/data/sla");
        JsonNode answer = of(told, "message.created").getLast().at("/data/message");
        assertEquals(broken ? "met_late" : "met", target.get("state").asText(), id);
        assertEquals(broken ? "met_late" : "met", met.get("state").asText(), id);
        assertEquals(broken, target.hasNonNull("breached_at"), id);
        assertEquals(met.get("at").asText(), target.get("met_at").asText(), id);
        assertEquals(met.get("elapsed").asText(), target.get("elapsed").asText(), id);
        Instant answered = Instant.parse(answer.get("created_at").asText());
        assertEquals(Instant.parse(met.get("at").asText()), answered, () -> id + ": met by that message");
        assertEquals(broken, !answered.isBefore(deadline), () -> id + " answered " + answered + " for " + deadline);
        if (broken) {
            JsonNode breach = of(told, "sla.breached").getFirst();
            assertEquals(deadline, Instant.parse(breach.at("/data/sla/at").asText()), id);
            assertFalse(Instant.parse(breach.get("timestamp").asText()).isBefore(deadline), id);
            assertTrue(breach.get("conversation_sequence").asLong()
                    < of(told, "sla.met").getFirst().get("conversation_sequence").asLong(), id);
        }
        return new Outcome(broken, Duration.between(answered, deadline));
    }

    private static List<JsonNode> of(List<JsonNode> told, String type) {
        return told.stream().filter(event -> event.get("type").asText().equals(type)).toList();
    }

    private static void report(List<Outcome> outcomes) {
        long broken = outcomes.stream().filter(Outcome::broken).count();
        assertEquals(COUNT, outcomes.size());
        assertTrue(broken > 0 && broken < COUNT, () -> "both happened, not " + broken + " of " + COUNT);
        long close = outcomes.stream().filter(each -> each.early().abs().toMillis() <= 5).count();
        System.getLogger("deadlines").log(System.Logger.Level.INFO, "{0} answers around their deadlines, {1} late, {2}"
                + " within 5 ms of it", COUNT, broken, close);
    }

    private static void sleepUntil(Instant instant) {
        while (InstantSource.system().instant().isBefore(instant)) {
            LockSupport.parkNanos(Duration.between(InstantSource.system().instant(), instant).toNanos());
        }
    }
}
