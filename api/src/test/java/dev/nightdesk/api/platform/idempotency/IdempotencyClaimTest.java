package dev.nightdesk.api.platform.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoCollection;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.platform.mongo.IdempotencyMapping;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.platform.mongo.MongoIdempotencyStore;
import dev.nightdesk.api.support.StoreRoom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class IdempotencyClaimTest {
    @Test
    void whoClaimsSecondLearnsOfTheFirstAndWhetherItHasFinished() {
        try (AccessNode node = AccessNode.start()) {
            Seal seal = new Seal(KeyRing.of("YWNjZXNzLXRlc3Qta2V5LWFjY2Vzcy10ZXN0LWtleSE"));
            IdempotencyStore store = new MongoIdempotencyStore(node.mongo(), new IdempotencyMapping(seal));
            Idempotency idempotency = new Idempotency(store, node.clock());
            IdempotentRequest request = new IdempotentRequest("wsp_1:k", "wsp_1", "fingerprint");

            assertEquals("a", idempotency.claim(request, "a").resourceId());
            assertEquals("a", idempotency.claim(request, "b").resourceId());
            assertTrue(idempotency.claim(request, "b").replay().isEmpty());
            store.finish(List.of(idempotency.finished(request, null, Answer.noContent())));
            assertEquals(204, idempotency.claim(request, "c").replay().orElseThrow().status());
        }
    }

    @Test
    void aReceiptOfTheDayBeforeDoesNotHideWhoIsAtWork() {
        try (StoreRoom room = StoreRoom.open()) {
            MongoCollection<Document> events = room.room().mongo().collection("events");
            IdempotencyStore store = new MongoIdempotencyStore(room.room().mongo(),
                    new IdempotencyMapping(new Seal(KeyRing.of("YWNjZXNzLXRlc3Qta2V5LWFjY2Vzcy10ZXN0LWtleSE"))));
            Idempotency idempotency = new Idempotency(store, room.clock());
            IdempotentRequest request = new IdempotentRequest("wsp_1:k", "wsp_1", "fingerprint");
            new MongoEventLog(events).append("wsp_1", List.of(event(room, idempotency.finished(request, null,
                    Answer.ok(new RawJson("{\"n\":1}"))))));

            assertEquals("{\"n\":1}", body(idempotency.claim(request, "a")));
            room.clock().advance(Duration.ofHours(24));
            assertEquals("b", idempotency.claim(request, "b").resourceId());
            Idempotency.Claim second = idempotency.claim(request, "c");
            assertEquals("b", second.resourceId());
            assertTrue(second.replay().isEmpty());
            store.finish(List.of(idempotency.finished(request, "b", Answer.noContent())));
            assertEquals(204, idempotency.claim(request, "d").replay().orElseThrow().status());
        }
    }

    private static Event event(StoreRoom room, IdempotencyRecord record) {
        Event event = new Event("evt_1", "wsp_1", 0, room.clock().instant(), Actor.SYSTEM,
                EventDraft.of("thing.created", "{\"thing\":{\"n\":1}}"), "req_1");
        return record.toldBy(event).orElseThrow();
    }

    private static String body(Idempotency.Claim claim) {
        return new String(claim.replay().orElseThrow().body(), StandardCharsets.UTF_8);
    }
}
