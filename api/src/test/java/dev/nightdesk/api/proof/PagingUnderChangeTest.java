package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan of a list that is being written to: what is there all the time is met once, and nothing is met twice. */
class PagingUnderChangeTest {
    private static final String CUSTOMERS = "/v1/customers";
    /** How many stay; the acceptance test of the same name in {@code deploy/prove} takes 10,000. */
    private static final int STAYING = Integer.getInteger("nightdesk.proof.paging", 300);
    private static final int LEAST_CHANGES = 40;

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-created_at"})
    void whatStaysIsMetOnceAndNothingTwice(String sort) throws InterruptedException {
        try (AccessNode node = AccessNode.start()) {
            TestClient client = node.workspace().client();
            Set<String> staying = new HashSet<>();
            ConcurrentLinkedQueue<String> leaving = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < STAYING; i++) {
                staying.add(client.post(CUSTOMERS, "{\"name\":\"S" + i + "\"}").expect(201).id());
                if (i % 4 == 0) {
                    leaving.add(client.post(CUSTOMERS, "{\"name\":\"L" + i + "\"}").expect(201).id());
                }
            }
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger changes = new AtomicInteger();
            Thread writer = Thread.ofPlatform()
                    .start(() -> change(client, List.copyOf(staying), leaving, over, changes));
            List<String> seen = scan(client, sort, changes);
            over.set(true);
            writer.join();
            assertEquals(seen.size(), new HashSet<>(seen).size(), "met twice");
            assertTrue(new HashSet<>(seen).containsAll(staying), "not met");
            assertTrue(changes.get() >= LEAST_CHANGES, () -> "only " + changes + " changes fell into the scan");
        }
    }

    /** Each page waits for a few changes since the last, so that the two surely run into each other. */
    private static List<String> scan(TestClient client, String sort, AtomicInteger changes) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            int before = changes.get();
            Eventually.becomes(() -> changes.get() >= before + 3);
            TestAnswer page = client.get(CUSTOMERS + "?limit=20&sort=" + sort + cursor).expect(200);
            page.json().path("data").forEach(item -> seen.add(item.path("id").asText()));
            cursor = page.json().path("has_more").asBoolean() ? "&cursor=" + page.text("next_cursor") : null;
        } while (cursor != null);
        return seen;
    }

    private static void change(TestClient client, List<String> staying, ConcurrentLinkedQueue<String> leaving,
            AtomicBoolean over, AtomicInteger changes) {
        for (int i = 0; !over.get(); i++) {
            // An ascending scan meets what is new, and would never end if there were always more.
            if (i < STAYING / 2) {
                client.post(CUSTOMERS, "{\"name\":\"N" + i + "\"}").expect(201);
            }
            client.patch(CUSTOMERS + "/" + staying.get(i % staying.size()), "*", "{\"name\":\"U" + i + "\"}")
                    .expect(200);
            String next = leaving.poll();
            if (next != null) {
                client.with("If-Match", "*").delete(CUSTOMERS + "/" + next).expect(202);
            }
            changes.incrementAndGet();
        }
    }
}
