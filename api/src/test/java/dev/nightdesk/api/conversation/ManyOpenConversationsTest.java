package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import dev.nightdesk.api.sla.PolicyMatch;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaRules;
import dev.nightdesk.api.sla.SlaTarget;
import dev.nightdesk.api.standing.Priority;
import dev.nightdesk.api.support.StoreRoom;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What many open conversations cost. Each measures, and asserts only what must come out: run them by themselves on a
 * quiet machine, with {@code -Dnightdesk.sla.open=1000000} and {@code -Dnightdesk.sla.reprojected=100000}.
 */
class ManyOpenConversationsTest {
    private static final System.Logger LOG = System.getLogger("deadlines");
    private static final int AT_ONCE = 2_000;
    private static final Duration WITHIN = Duration.ofHours(8);
    private static final Duration BETWEEN_REPLIES = Duration.ofMillis(50);

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "nightdesk.sla.open", matches = "\\d+")
    void theWakeQueryAndTheHeapDoNotGrowWithThem() {
        int many = Integer.getInteger("nightdesk.sla.open");
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0, StorageOptions.durableOnDisk().relaxed());
                StoreRoom room = StoreRoom.over(database)) {
            MongoConversationStore store = new MongoConversationStore(room.room());
            Instant now = InstantSource.system().instant();
            fill(room, "wsp_1", "cus_1", promising("slp_1", 1), 0, many / 10, now);
            long few = heap();
            LOG.log(System.Logger.Level.INFO, "{0} open: {1}; heap {2} MB", many / 10, queries(store, now), few);
            fill(room, "wsp_1", "cus_1", promising("slp_1", 1), many / 10, many, now);
            LOG.log(System.Logger.Level.INFO, "{0} open: {1}; heap {2} MB", many, queries(store, now), heap());
        }
    }

    /** Asked when nothing is due, as four times a second, and with a portion due. */
    private static String queries(MongoConversationStore store, Instant now) {
        Instant first = store.nextDue(Conversation.LIVE).orElseThrow();
        List<Long> idle = new ArrayList<>();
        List<Long> due = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            idle.add(nanos(() -> assertTrue(store.due(Conversation.LIVE, first.minusMillis(1), 400).isEmpty())));
            due.add(nanos(() -> assertEquals(40,
                    store.due(Conversation.LIVE, now.plus(WITHIN).plusMillis(50), 40).size())));
        }
        return "nothing due " + inWords(idle.subList(100, 500)) + ", 40 due " + inWords(due.subList(100, 500));
    }

    @Test
    @EnabledIfSystemProperty(named = "nightdesk.sla.reprojected", matches = "\\d+")
    void aChangedPolicyReachesThemWhileRepliesGoOn() throws InterruptedException {
        int many = Integer.getInteger("nightdesk.sla.reprojected");
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0);
                StoreRoom room = StoreRoom.over(database);
                TestNode node = TestNode.start(Map.of("MONGODB_URI", database.connectionString()))) {
            TestClient client = node.workspace();
            String policy = client.post("/v1/sla-policies", "{\"name\":\"P\",\"targets\":[{\"metric\":\"resolution\","
                    + "\"within\":\"" + WITHIN + "\"}]}").expect(201).id();
            String talk = client.post("/v1/conversations", "{\"customer\":{\"external_id\":\"c\"}}").expect(201).id();
            String workspaceId = client.get("/v1/workspace").expect(200).id();
            Conversation like = new MongoConversationStore(room.room()).find(workspaceId, talk).orElseThrow().value();
            fill(room, workspaceId, like.customerId(), promising(policy, like.sla().revision()), 0, many,
                    InstantSource.system().instant());
            String path = node.url() + "/v1/conversations/" + talk + "/messages";
            reply(path, client.credential(), Duration.ofSeconds(5));
            String idle = inWords(reply(path, client.credential(), Duration.ofSeconds(15)));

            AtomicBoolean done = new AtomicBoolean();
            List<Long> during = Collections.synchronizedList(new ArrayList<>());
            Thread replies = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    during.addAll(reply(path, client.credential(), Duration.ofSeconds(1)));
                }
            });
            long begun = System.nanoTime();
            client.patch("/v1/sla-policies/" + policy, "*",
                    "{\"targets\":[{\"metric\":\"resolution\",\"within\":\"PT9H\"}]}").expect(200);
            Document operation = finished(room, policy);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            done.set(true);
            replies.join();
            long changed = operation.get("affected", Document.class).getLong("conversation");
            assertTrue(changed >= many, () -> "only " + changed + " were changed");
            LOG.log(System.Logger.Level.INFO, "{0} open re-projected in {1} ms; replies before: {2}; meanwhile: {3}",
                    many, took.toMillis(), idle, inWords(during));
        }
    }

    /** The operation that carries the newest change of the policy, when it has ended. */
    private static Document finished(StoreRoom room, String policy) {
        MongoCollection<Document> operations = room.room().mongo().collection("operations");
        Document last;
        do {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            last = operations.find(new Document("target_id", policy)).sort(new Document("created_at", -1)).first();
        } while (last == null || last.get("finished_at") == null);
        return last;
    }

    /** One reply each 50 ms, whether or not the last has been answered late; how long each took. */
    private static List<Long> reply(String url, String credential, Duration time) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + credential)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                        "{\"body\":\"Still here?\",\"author\":{\"type\":\"customer\"}}")).build();
        List<Long> times = new ArrayList<>();
        long begin = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (long due = begin; due - begin < time.toNanos(); due += BETWEEN_REPLIES.toNanos()) {
                LockSupport.parkNanos(due - System.nanoTime());
                assertEquals(201, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
                times.add(System.nanoTime() - due);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return times;
    }

    /** Open conversations as the product writes them, past the outboxes. */
    private static void fill(StoreRoom room, String workspaceId, String customerId, ServiceLevels levels, int from,
            int to, Instant now) {
        MongoCollection<Document> collection = room.room().mongo().collection(MongoConversationStore.COLLECTION);
        MongoConversationMapping mapping = new MongoConversationMapping();
        for (int begin = from; begin < to; begin += AT_ONCE) {
            List<Document> documents = new ArrayList<>();
            for (int i = begin; i < Math.min(to, begin + AT_ONCE); i++) {
                Instant created = Instant.ofEpochMilli(now.plusMillis(i).toEpochMilli());
                Details details = new Details("Order " + i, Channel.CHAT, Priority.NORMAL, "en", List.of("orders"),
                        Map.of("plan", "gold"), null, Map.of());
                Conversation made = levels.follow(null, Conversation.create("cnv_01KJPWD6M0FM82T9Q9B"
                        + "%07d".formatted(i), workspaceId, Conversation.LIVE, customerId, details, Relations.NONE,
                        created), created).state();
                Document document = new Document("_id", made.id()).append("w", workspaceId).append("v", made.version());
                mapping.write(made).forEach((name, value) -> {
                    if (value != null) {
                        document.append(name, value);
                    }
                });
                documents.add(document);
            }
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
        }
    }

    /** What judges by one policy alone. */
    private static ServiceLevels promising(String policyId, long revision) {
        SlaPolicy promise = new SlaPolicy(policyId, 1, "P", PolicyMatch.EVERYTHING,
                List.of(SlaTarget.of(SlaMetric.RESOLUTION, WITHIN)));
        return new ServiceLevels(new SlaRulebook(List.of(
                new SlaRules(revision, Instant.EPOCH, List.of(promise), Map.of())), Map.of()));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private static long nanos(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static String inWords(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "%.2f ms p50, %.2f ms p99".formatted(sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6);
    }
}
