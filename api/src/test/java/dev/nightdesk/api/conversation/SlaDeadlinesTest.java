package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.platform.work.Crew;
import dev.nightdesk.api.sla.PolicyMatch;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaRules;
import dev.nightdesk.api.sla.SlaTarget;
import dev.nightdesk.api.standing.Priority;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.StoreRoom;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P-3: many deadlines close together, two nodes over one database, of which one restarts and one has its clock set
 * back. Each breach is told once, at its instant and never before it. {@code -Dnightdesk.sla.deadlines=10000} makes it
 * the whole minute.
 */
class SlaDeadlinesTest {
    private static final int COUNT = Integer.getInteger("nightdesk.sla.deadlines", 1_000);
    private static final Duration BETWEEN = Duration.ofMillis(6);
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final Duration LEAD = Duration.ofSeconds(5).plusMillis(COUNT * 3L);

    @TempDir
    Path folder;

    @Test
    void eachDeadlineIsToldOnceAndNeverEarly() {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0);
                StoreRoom room = StoreRoom.over(database)) {
            Map<String, String> settings = Map.of("MONGODB_URI", database.connectionString());
            try (TestNode steady = TestNode.start(settings)) {
                TestNode restarted = TestNode.start(settings);
                TestClient client = steady.workspace();
                Map<String, Instant> deadlines = conversations(client, new MongoConversationStore(room.room()));
                Instant first = Collections.min(deadlines.values());

                sleepUntil(first.plus(BETWEEN.multipliedBy(COUNT / 3)));
                restarted.close();
                restarted = TestNode.start(settings);
                sleepUntil(first.plus(BETWEEN.multipliedBy(COUNT * 2L / 3)));
                steady.clock().advance(Duration.ofSeconds(-10));
                Instant last = Collections.max(deadlines.values());
                sleepUntil(last);

                TestClient other = restarted.as(client.credential());
                Eventually.becomes(() -> deadlines.keySet().stream().allMatch(id -> told.containsKey(id))
                        || read(other) >= COUNT);
                restarted.close();
                check(deadlines);
            }
        }
    }

    private final Map<String, List<JsonNode>> told = new HashMap<>();
    private String after;

    private Map<String, Instant> conversations(TestClient client, ConversationStore store) {
        String policy = client.post("/v1/sla-policies", "{\"name\":\"P\",\"targets\":[{\"metric\":\"resolution\","
                + "\"within\":\"" + WITHIN + "\"}]}").expect(201).id();
        String template = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"}}").expect(201).id();
        String workspaceId = client.get("/v1/workspace").expect(200).id();
        Conversation like = store.find(workspaceId, template).orElseThrow().value();
        client.post("/v1/conversations/" + template + "/close", "{}").expect(200);
        SlaPolicy promise = new SlaPolicy(policy, 1, "P", PolicyMatch.EVERYTHING,
                List.of(SlaTarget.of(SlaMetric.RESOLUTION, WITHIN)));
        ServiceLevels levels = new ServiceLevels(new SlaRulebook(List.of(
                new SlaRules(like.sla().revision(), Instant.EPOCH, List.of(promise), Map.of())), Map.of()));
        Details details = new Details(null, Channel.API, Priority.NORMAL, null, List.of(), Map.of(), null, Map.of());
        Instant first = InstantSource.system().instant().plus(LEAD);
        Map<String, Instant> deadlines = new ConcurrentHashMap<>();
        new Crew(32).each(IntStream.range(0, COUNT).boxed().toList(), i -> {
            Instant deadline = Instant.ofEpochMilli(first.plus(BETWEEN.multipliedBy(i)).toEpochMilli());
            Instant created = deadline.minus(WITHIN);
            String id = "cnv_01KJPWD6M0FM82T9Q9B" + "%07d".formatted(i);
            ConversationChange change = levels.follow(null, Conversation.create(id, workspaceId, Conversation.LIVE,
                    like.customerId(), details, Relations.NONE, created), created);
            store.insert(change.state(), OutboxEntry.nothing(1));
            deadlines.put(id, deadline);
        });
        assertTrue(InstantSource.system().instant().isBefore(first.plus(BETWEEN.multipliedBy(COUNT / 3))),
                "the conversations were made in time");
        return deadlines;
    }

    /** Reads on in the log; returns how many breaches were seen so far. */
    private int read(TestClient client) {
        TestAnswer page = client.get("/v1/events?types=sla.breached&limit=200"
                + (after == null ? "" : "&after=" + after)).expect(200);
        page.json().get("data").forEach(event -> {
            told.computeIfAbsent(event.get("conversation_id").asText(), id -> new ArrayList<>()).add(event);
            after = event.get("id").asText();
        });
        return told.values().stream().mapToInt(List::size).sum();
    }

    private void check(Map<String, Instant> deadlines) {
        List<Long> lags = new ArrayList<>();
        deadlines.forEach((id, deadline) -> {
            List<JsonNode> events = told.getOrDefault(id, List.of());
            assertEquals(1, events.size(), id);
            assertEquals(deadline, Instant.parse(events.getFirst().at("/data/sla/at").asText()));
            Instant when = Instant.parse(events.getFirst().get("timestamp").asText());
            assertFalse(when.isBefore(deadline), () -> id + " early: " + when + " for " + deadline);
            lags.add(Duration.between(deadline, when).toMillis());
        });
        assertEquals(COUNT, told.values().stream().mapToInt(List::size).sum(), "nothing else was told");
        Collections.sort(lags);
        System.getLogger("deadlines").log(System.Logger.Level.INFO, "{0} deadlines, lag p50 {1} ms, p99 {2} ms, max"
                + " {3} ms", COUNT, lags.get(COUNT / 2), lags.get(COUNT * 99 / 100), lags.getLast());
    }

    private static void sleepUntil(Instant instant) {
        while (InstantSource.system().instant().isBefore(instant)) {
            LockSupport.parkNanos(Duration.between(InstantSource.system().instant(), instant).toNanos());
        }
    }
}
