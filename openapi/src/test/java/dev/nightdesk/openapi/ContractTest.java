package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContractTest {

    private static final String CONVERSATION = "/v1/conversations/cnv_01KJPX71WGSP1K5ZVJKXDWJFBQ";
    private static final Map<String, String> ANSWER = Map.of("Content-Type", "application/json; charset=utf-8",
            "Request-Id", "req_1", "ETag", "\"v3\"", "RateLimit", "\"key\";r=57;t=1");

    @Test
    void anOperationTellsItsCallersAndScopes() {
        ContractOperation operation = Contract.operation("GET", CONVERSATION).orElseThrow();
        assertEquals(new ContractOperation("getConversation", "GET", "/v1/conversations/{id}", Map.of(
                "apiKey", List.of("conversations:read"), "agentToken", List.of("conversations:read"),
                "customerToken", List.of())), operation);
        assertTrue(Contract.operation("GET", "/livez").orElseThrow().callers().isEmpty());
    }

    @Test
    void aFixedPathGoesBeforeOneWithParameters() {
        assertEquals(Optional.of("lookupCustomer"),
                Contract.operation("GET", "/v1/customers/lookup").map(ContractOperation::id));
        assertEquals(Optional.empty(), Contract.operation("GET", "/v1/customers/"));
    }

    @Test
    void aMissingExampleIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> Contract.example("conversation/none"));
    }

    @Nested
    class Answers {

        @Test
        void asInTheDocumentPass() {
            assertEquals(List.of(), answer(200, ANSWER, Contract.example("conversation/conversation")));
        }

        @Test
        void withAWrongTypeAreFound() {
            String body = Contract.example("conversation/conversation").replace("\"version\": 3", "\"version\": \"3\"");
            assertFound("/version", answer(200, ANSWER, body));
        }

        @Test
        void withAFieldThatTheDocumentLacksAreFound() {
            String body = Contract.example("conversation/conversation").replaceFirst("\\{", "{\"mood\": 1,");
            assertFound("/mood", answer(200, ANSWER, body));
        }

        @Test
        void withoutARequiredHeaderAreFound() {
            String body = Contract.example("conversation/conversation");
            assertFound("header ETag is missing", answer(200, without("ETag"), body));
        }

        @Test
        void withAHeaderOfAnotherFormAreFound() {
            assertFound("header ETag", answer(200, with("ETag", "3"), Contract.example("conversation/conversation")));
        }

        @Test
        void thatAreNotJsonAreFound() {
            assertFound("is not JSON", answer(200, ANSWER, ""));
            assertFound("is not JSON", answer(200, ANSWER, "{\"id\":"));
        }

        @Test
        void ofAnotherStatusOrMediaTypeAreFound() {
            assertFound("does not have this status", answer(418, ANSWER, "{}"));
            assertFound("media type text/html", answer(200, with("Content-Type", "text/html"), "<p>"));
        }

        @Test
        void withABodyWhereThereIsNoneAreFound() {
            assertEquals(List.of(), answer(304, ANSWER, ""));
            assertFound("a body", answer(304, ANSWER, "{}"));
        }
    }

    @Nested
    class Problems {

        private final String body = Contract.example("problem/not_found");
        private final Map<String, String> headers = new HashMap<>(with("Content-Type", "application/problem+json"));

        Problems() {
            headers.put("Request-Id", ContractDocument.parse(body).path("request_id").asText());
        }

        @Test
        void asInTheDocumentPassAlsoWhereNoOperationIsReached() {
            assertEquals(List.of(), answer(404, headers, body));
            assertEquals(List.of(), violations("GET", "/v1/nothing", Map.of(), null, 404, headers, body));
        }

        @Test
        void thatAreNotProblemDocumentsAreFound() {
            assertFound("not application/problem+json", answer(404, ANSWER, body));
        }

        @Test
        void ofAnotherStatusThanTheirCodeAreFound() {
            assertFound("does not have this status", answer(403, headers, body));
        }

        @Test
        void ofAnotherRequestAreFound() {
            headers.put("Request-Id", "req_2");
            assertFound("request_id and Request-Id differ", answer(404, headers, body));
        }
    }

    @Nested
    class AcceptedRequests {

        private final String page = Contract.example("conversation/list");

        @Test
        void asInTheDocumentPass() {
            assertEquals(List.of(), list("?status=open,pending&created_at%5Bgte%5D=2026-03-01T00:00:00Z&limit=1000"));
            assertEquals(List.of(), change(Map.of("If-Match", "*"), Contract.example("conversation/update-request")));
        }

        @Test
        void withWrongParametersAreFound() {
            assertFound("limit", list("?limit=0"));
            assertFound("limit", list("?limit=many"));
            assertFound("status", list("?status=open,asleep"));
            assertFound("there is no query parameter offset", list("?offset=1"));
            assertFound("sort stands twice", list("?sort=created_at&sort=created_at"));
        }

        @Test
        void withWrongBodiesAreFound() {
            assertFound("/status", change(Map.of("If-Match", "*"), "{\"status\": \"open\"}"));
            assertFound("/priority", change(Map.of("If-Match", "*"), "{\"priority\": null}"));
        }

        @Test
        void withoutANeededHeaderAreFound() {
            assertFound("If-Match is missing", change(Map.of(), "{}"));
        }

        private List<String> list(String query) {
            return violations("GET", "/v1/conversations" + query, Map.of(), null, 200, ANSWER, page);
        }

        private List<String> change(Map<String, String> headers, String body) {
            Map<String, String> all = new HashMap<>(headers);
            all.put("Content-Type", "application/merge-patch+json");
            return violations("PATCH", CONVERSATION, all, body, 200, ANSWER, Contract.example("conversation/updated"));
        }
    }

    private static List<String> answer(int status, Map<String, String> headers, String body) {
        return violations("GET", CONVERSATION, Map.of(), null, status, headers, body);
    }

    private static List<String> violations(String method, String target, Map<String, String> requestHeaders,
                                           String requestBody, int status, Map<String, String> headers, String body) {
        return Contract.violations(new Exchange(method, URI.create("http://localhost" + target),
                headers(requestHeaders), requestBody, status, headers(headers), body));
    }

    private static HttpHeaders headers(Map<String, String> values) {
        Map<String, List<String>> all = new HashMap<>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return HttpHeaders.of(all, (name, value) -> true);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new HashMap<>(ANSWER);
        headers.put(name, value);
        return headers;
    }

    private static Map<String, String> without(String name) {
        Map<String, String> headers = new HashMap<>(ANSWER);
        headers.remove(name);
        return headers;
    }

    private static void assertFound(String violation, List<String> violations) {
        assertTrue(violations.stream().anyMatch(found -> found.contains(violation)), violations::toString);
    }
}
