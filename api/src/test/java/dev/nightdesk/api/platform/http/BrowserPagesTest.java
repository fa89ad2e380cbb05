package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserPagesTest {
    private static final String PREFLIGHT = """
            OPTIONS /v1/conversations HTTP/1.1\r
            Host: h\r
            Origin: %s\r
            Access-Control-Request-Method: POST\r
            Access-Control-Request-Headers: authorization, idempotency-key\r
            Connection: close\r
            \r
            """;
    private static final String GET = """
            GET /v1/workspace HTTP/1.1\r
            Host: h\r
            Origin: %s\r
            Authorization: Bearer %s\r
            Connection: close\r
            \r
            """;

    @Test
    void pagesOfNamedOriginsMayCallAndSeeTheHeadersOfTheContract() {
        try (TestNode node = TestNode.start(Map.of("CORS_ORIGINS", "https://shop.example,https://help.example"))) {
            String key = node.workspace().credential();
            TestAnswer allowed = ask(node, PREFLIGHT.formatted("https://shop.example")).expect(204);
            assertEquals("https://shop.example", allowed.header("Access-Control-Allow-Origin"));
            assertTrue(allowed.header("Access-Control-Allow-Headers").contains("Idempotency-Key"));
            TestAnswer answer = ask(node, GET.formatted("https://shop.example", key)).expect(200);
            assertEquals("https://shop.example", answer.header("Access-Control-Allow-Origin"));
            assertTrue(answer.header("Access-Control-Expose-Headers").contains("Request-Id"));
            TestAnswer refused = ask(node, GET.formatted("https://shop.example", "nd_none")).expect(401);
            assertEquals("https://shop.example", refused.header("Access-Control-Allow-Origin"));
            assertNull(ask(node, PREFLIGHT.formatted("https://evil.example")).header("Access-Control-Allow-Origin"));
            TestAnswer other = ask(node, GET.formatted("https://evil.example", key)).expect(200);
            assertNull(other.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void aStarIsEveryPage() {
        try (TestNode node = TestNode.start(Map.of("CORS_ORIGINS", "*"))) {
            TestAnswer allowed = ask(node, PREFLIGHT.formatted("https://any.example")).expect(204);
            assertEquals("https://any.example", allowed.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void withoutTheSettingNoPageMay() {
        try (TestNode node = TestNode.start()) {
            TestAnswer answer = ask(node, GET.formatted("https://shop.example", node.workspace().credential()));
            assertNull(answer.expect(200).header("Access-Control-Allow-Origin"));
            assertNull(ask(node, PREFLIGHT.formatted("https://shop.example")).header("Access-Control-Allow-Origin"));
        }
    }

    private static TestAnswer ask(TestNode node, String request) {
        try (RawConnection connection = node.connect()) {
            return connection.send(request).answer();
        }
    }
}
