package dev.nightdesk.api.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRoutesTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static TestNode node;
    private static TestClient anybody;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
        anybody = node.as(null);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void theDocumentIsServedInBothForms() {
        TestAnswer json = anybody.get("/openapi.json").expect(200);
        assertEquals("application/json", json.header("Content-Type"));
        assertTrue(json.text("openapi").startsWith("3.1"));
        TestAnswer yaml = anybody.get("/openapi.yaml").expect(200);
        assertEquals("application/yaml", yaml.header("Content-Type"));
        assertTrue(yaml.bodyText().startsWith("openapi: \"3.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/openapi.yaml", "/docs", "/docs/swagger-ui-bundle.js"})
    void whatIsKnownIsNotSentAgain(String path) {
        TestAnswer first = anybody.get(path).expect(200);
        TestAnswer known = anybody.with("If-None-Match", "\"x\", W/" + first.etag()).get(path).expect(304);
        assertEquals(first.etag(), known.etag());
        anybody.with("If-None-Match", "\"x\"").get(path).expect(200);
        anybody.get(path + "?x=1").problem(400, "unknown_parameter");
    }

    @Test
    void thePageNamesOnlyFilesOfThisService() {
        TestAnswer page = anybody.get("/docs").expect(200);
        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self';"));
        Matcher references = REFERENCE.matcher(page.bodyText());
        int count = 0;
        while (references.find()) {
            assertFalse(references.group(1).contains("//"), references.group(1));
            anybody.get("/" + references.group(1)).expect(200);
            count++;
        }
        assertTrue(count >= 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "..", "..%2Fdocs.html", "..%2F..%2FMETA-INF%2FMANIFEST.MF", "docs.html"})
    void nothingElseOfTheClassPathIsServed(String name) {
        anybody.get("/docs/" + name).problem(404, "not_found");
    }
}
