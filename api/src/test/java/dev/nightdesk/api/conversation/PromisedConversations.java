package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.work.Crew;
import dev.nightdesk.api.sla.PolicyMatch;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaRules;
import dev.nightdesk.api.sla.SlaTarget;
import dev.nightdesk.api.standing.Priority;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Conversations whose promises fall due one shortly after the other, and somebody who watches what is told of them. */
final class PromisedConversations {
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Map<String, Instant> deadlines = new ConcurrentHashMap<>();
    private final Map<String, List<Told>> told = new ConcurrentHashMap<>();
    private final Duration between;
    private String after;

    /** A breach as the log has it, and when it was first to be seen there. */
    private record Told(Instant at, Instant timestamp, Instant seen) {
    }

    /** So many in a workspace, the first due after the lead, the others so far apart. */
    PromisedConversations(TestClient client, ConversationStore store, int count, Duration lead, Duration between) {
        this.between = between;
        String policy = client.post("/v1/sla-policies", "{\"name\":\"P\",\"targets\":[{\"metric\":\"resolution\","
                + "\"within\":\"" + WITHIN + "\"}]}").expect(201).id();
        String template = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"}}").expect(201).id();
        String workspaceId = client.get("/v1/workspace").expect(200).id();
        Conversation like = store.find(workspaceId, template).orElseThrow().value();
        client.post("/v1/conversations/" + template + "/close", "{}").expect(200);
        ServiceLevels levels = levels(policy, like.sla().revision());
        Details details = new Details(null, Channel.API, Priority.NORMAL, null, List.of(), Map.of(), null, Map.of());
        Instant first = InstantSource.system().instant().plus(lead);
        new Crew(32).each(IntStream.range(0, count).boxed().toList(), i -> {
            Instant deadline = Instant.ofEpochMilli(first.plus(between.multipliedBy(i)).toEpochMilli());
            Instant created = deadline.minus(WITHIN);
            String id = "cnv_01KJPWD6M0FM82T9Q9B" + "%07d".formatted(i);
            ConversationChange change = levels.follow(null, Conversation.create(id, workspaceId, Conversation.LIVE,
                    like.customerId(), details, Relations.NONE, created), created);
            store.insert(change.state(), OutboxEntry.nothing(1));
            deadlines.put(id, deadline);
        });
        assertTrue(InstantSource.system().instant().isBefore(first.plus(between.multipliedBy(count / 3))),
                "the conversations were made in time");
    }

    private static ServiceLevels levels(String policy, long revision) {
        SlaPolicy promise = new SlaPolicy(policy, 1, "P", PolicyMatch.EVERYTHING,
                List.of(SlaTarget.of(SlaMetric.RESOLUTION, WITHIN)));
        return new ServiceLevels(new SlaRulebook(List.of(
                new SlaRules(revision, Instant.EPOCH, List.of(promise), Map.of())), Map.of()));
    }

    /** Returns when that share of them has fallen due. */
    void awaitShare(double share) {
        sleepUntil(Collections.min(deadlines.values())
                .plus(between.multipliedBy((long) (share * (deadlines.size() - 1)))));
    }

    /** Watches the log from now on, until all has been told. */
    Thread watch(TestClient client) {
        return Thread.ofVirtual().start(() -> {
            while (told.size() < deadlines.size()) {
                read(client);
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        });
    }

    /** Reads the log to its end; a node that has no database has nothing to tell. */
    private void read(TestClient client) {
        boolean more = true;
        while (more) {
            TestAnswer page = client.get("/v1/events?types=sla.breached&limit=200"
                    + (after == null ? "" : "&after=" + after));
            if (page.status() != 200) {
                return;
            }
            Instant seen = InstantSource.system().instant();
            for (JsonNode event : page.json().get("data")) {
                told.computeIfAbsent(event.get("conversation_id").asText(), id -> new ArrayList<>())
                        .add(new Told(Instant.parse(event.at("/data/sla/at").asText()),
                                Instant.parse(event.get("timestamp").asText()), seen));
                after = event.get("id").asText();
            }
            more = page.json().get("has_more").asBoolean();
        }
    }

    /** Each was told once, of its own instant, and never before it. Call it when the watch has ended. */
    void check(TestClient client) {
        read(client);
        deadlines.forEach((id, deadline) -> {
            List<Told> events = told.getOrDefault(id, List.of());
            assertEquals(1, events.size(), id);
            assertEquals(deadline, events.getFirst().at());
            Instant when = events.getFirst().timestamp();
            assertFalse(when.isBefore(deadline), () -> id + " early: " + when + " for " + deadline);
            assertFalse(events.getFirst().seen().isBefore(deadline), () -> id + " seen early");
        });
        assertEquals(deadlines.keySet(), told.keySet(), "nothing else was told");
    }

    /** How much later than due they were to be seen, shortest first, of those that fell due outside the given time. */
    List<Duration> lags(Instant from, Instant to) {
        return deadlines.entrySet().stream()
                .filter(each -> each.getValue().isBefore(from) || each.getValue().isAfter(to))
                .map(each -> Duration.between(each.getValue(), told.get(each.getKey()).getFirst().seen()))
                .sorted().toList();
    }

    /** When the last of those that fell due before the instant was to be seen. */
    Instant caughtUp(Instant due) {
        return deadlines.entrySet().stream().filter(each -> each.getValue().isBefore(due))
                .map(each -> told.get(each.getKey()).getFirst().seen()).max(Instant::compareTo).orElseThrow();
    }

    /** The figures in a line. */
    static String inWords(List<Duration> lags) {
        return lags.isEmpty() ? "none" : "lag until seen p50 " + lags.get(lags.size() / 2).toMillis() + " ms, p99 "
                + lags.get(lags.size() * 99 / 100).toMillis() + " ms, max " + lags.getLast().toMillis() + " ms";
    }

    private static void sleepUntil(Instant instant) {
        while (InstantSource.system().instant().isBefore(instant)) {
            LockSupport.parkNanos(Duration.between(InstantSource.system().instant(), instant).toNanos());
        }
    }
}
