package dev.nightdesk.api.platform.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.mongo.IdempotencyMapping;
import dev.nightdesk.api.platform.mongo.MongoIdempotencyStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyClaimTest {
    @Test
    void whoClaimsSecondLearnsOfTheFirstAndWhetherItHasFinished() {
        try (AccessNode node = AccessNode.start()) {
            Seal seal = new Seal(KeyRing.of("YWNjZXNzLXRlc3Qta2V5LWFjY2Vzcy10ZXN0LWtleSE"));
            IdempotencyStore store = new MongoIdempotencyStore(node.mongo().collection("idempotency"),
                    new IdempotencyMapping(seal));
            Idempotency idempotency = new Idempotency(store, node.clock());
            IdempotentRequest request = new IdempotentRequest("wsp_1:k", "wsp_1", "fingerprint");

            assertEquals("a", idempotency.claim(request, "a").resourceId());
            assertEquals("a", idempotency.claim(request, "b").resourceId());
            assertTrue(idempotency.claim(request, "b").replay().isEmpty());
            store.finish(List.of(idempotency.finished(request, null, Answer.noContent())));
            assertEquals(204, idempotency.claim(request, "c").replay().orElseThrow().status());
        }
    }
}
