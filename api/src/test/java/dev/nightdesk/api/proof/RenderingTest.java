package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser could be made to run: texts come back as the data they are, and no method but the listed ones works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderingTest {
    private TestNode node;
    private TestClient client;
    private String conversation;

    @BeforeAll
    void start() {
        node = TestNode.start();
        client = node.workspace();
        conversation = client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201)
                .header("Location");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
        "![x](data:text/html;base64,PHNjcmlwdD4=)", "<svg/onload=alert(1)>", "</textarea><script>", "{{7*7}}",
        "${jndi:ldap://127.0.0.1/x}", "\u202e\u2066reversed", "&lt;b&gt;", "<!--#exec cmd=\"ls\"-->"})
    void aTextComesBackToTheLetterAndAsJson(String text) {
        String quoted = RequestShape.JSON.getNodeFactory().textNode(text).toString();
        TestAnswer made = client.post(conversation + "/messages", "{\"format\":\"markdown\",\"body\":" + quoted + "}")
                .expect(201);
        for (TestAnswer answer : List.of(made, client.get(made.header("Location")))) {
            assertEquals("application/json", answer.header("Content-Type"));
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            assertEquals(text, answer.text("body"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"})
    void aFileIsNeverShownInPlace(String type) {
        String id = client.upload("a\".html", type, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))
                .expect(201).id();
        TestAnswer content = client.get("/v1/attachments/" + id + "/content").expect(200);
        assertTrue(content.header("Content-Disposition").startsWith("attachment"));
        assertEquals("nosniff", content.header("X-Content-Type-Options"));
    }

    @Test
    void aProblemShowsWhatWasSentAsDataOnly() {
        TestAnswer answer = client.get("/v1/customers?%3Cscript%3E=1").problem(400, "unknown_parameter");
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    }

    static Stream<String> paths() {
        return Stream.of(Operation.values()).map(Operation::path).distinct();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void otherMethodsAreToldWhichOnesThereAre(String path) {
        Set<String> allowed = Arrays.stream(Operation.values()).filter(operation -> operation.path().equals(path))
                .map(operation -> operation.method().name()).collect(Collectors.toSet());
        String target = path.replaceAll("\\{[a-z_]+}", "x");
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND")) {
            if (!allowed.contains(method)) {
                try (RawConnection connection = node.connect()) {
                    TestAnswer answer = connection.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Authorization: Bearer " + client.credential() + "\r\n\r\n").answer();
                    assertEquals(allowed, Set.of(answer.problem(405, "method_not_allowed").header("Allow").split(", ")));
                }
            }
        }
    }
}
