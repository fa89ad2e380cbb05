package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private Instant now = Instant.parse("2026-11-23T03:00:00Z");
    private final RateLimits rates = new RateLimits(Limits.STANDARD.withRates(10, 15), () -> now);

    @Test
    void aKeyMayUseItsRateAndNoMoreUntilTimeHasPassed() {
        for (int left = 9; left >= 0; left--) {
            RateLimits.Standing standing = rates.take(key("key_1", "wsp_1"));
            assertTrue(standing.admitted());
            assertEquals("\"key\";q=10;w=1", standing.policy());
            assertEquals("\"key\";r=" + left + ";t=1", standing.limit());
        }
        RateLimits.Standing refused = rates.take(key("key_1", "wsp_1"));
        assertFalse(refused.admitted());
        assertEquals(1, refused.retryAfter());
        now = now.plus(Duration.ofMillis(100));
        assertTrue(rates.take(key("key_1", "wsp_1")).admitted());
        assertFalse(rates.take(key("key_1", "wsp_1")).admitted());
    }

    @Test
    void theKeysOfAWorkspaceShareItsRate() {
        for (int i = 0; i < 10; i++) {
            assertTrue(rates.take(key("key_1", "wsp_1")).admitted());
        }
        for (int i = 0; i < 5; i++) {
            assertTrue(rates.take(key("key_2", "wsp_1")).admitted());
        }
        RateLimits.Standing refused = rates.take(key("key_3", "wsp_1"));
        assertFalse(refused.admitted());
        assertEquals("\"workspace\";q=15;w=1", refused.policy());
        assertTrue(rates.take(key("key_1", "wsp_2")).admitted());
    }

    @Test
    void aKeyThatIsRefusedDoesNotUseUpTheRateOfItsWorkspace() {
        for (int i = 0; i < 100; i++) {
            rates.take(key("key_1", "wsp_1"));
        }
        for (int i = 0; i < 5; i++) {
            assertTrue(rates.take(key("key_2", "wsp_1")).admitted());
        }
    }

    @Test
    void beyondTheRateTheAnswerIs429AndSaysWhenToComeBack() {
        try (TestNode node = TestNode.start(Map.of("RATE_KEY", "5", "RATE_WORKSPACE", "50"))) {
            TestClient client = node.workspace();
            TestAnswer refused = null;
            for (int i = 0; i < 200 && refused == null; i++) {
                TestAnswer answer = client.get("/v1/organizations");
                refused = answer.status() == 429 ? answer : null;
            }
            assertEquals("rate_limited", refused.text("code"));
            assertEquals("1", refused.header("Retry-After"));
            assertEquals("\"key\";q=5;w=1", refused.header("RateLimit-Policy"));
            assertEquals("\"key\";r=0;t=1", refused.header("RateLimit"));
            node.clock().advance(Duration.ofSeconds(1));
            client.get("/v1/organizations").expect(200);
        }
    }

    private static Principal key(String id, String workspaceId) {
        return new Principal(CallerKind.API_KEY, id, workspaceId, Set.of(), null);
    }
}
