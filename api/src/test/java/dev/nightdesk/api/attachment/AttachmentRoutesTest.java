package dev.nightdesk.api.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachmentRoutesTest {
    private static final String PATH = "/v1/attachments";
    private static final int MOST = 2_000_000;
    private static TestNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start(Map.of("ATTACHMENT", Integer.toString(MOST)));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace();
    }

    @Test
    void aFileOfManyChunksComesBackByteForByte() throws NoSuchAlgorithmException {
        byte[] bytes = bytes(5 * Contents.CHUNK + 17);
        TestAnswer made = client.upload("declined.png", "image/png", bytes).expect(201);
        assertEquals("declined.png", made.text("filename"));
        assertEquals("image/png", made.text("content_type"));
        assertEquals(bytes.length, made.json().get("size").asLong());
        assertTrue(made.json().get("message_id").isNull());
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), made.text("sha256"));
        assertArrayEquals(made.body(), client.get(made.header("Location")).expect(200).body());
        TestAnswer content = client.get(made.header("Location") + "/content").expect(200);
        assertArrayEquals(bytes, content.body());
        assertEquals(Integer.toString(bytes.length), content.header("Content-Length"));
    }

    @Test
    void filesAsLongAsAWholeNumberOfChunksHaveNoEmptyOne() {
        for (int size : new int[] {1, Contents.CHUNK, 2 * Contents.CHUNK}) {
            TestAnswer made = client.upload("a", "application/octet-stream", bytes(size)).expect(201);
            assertEquals(size, client.get(made.header("Location") + "/content").expect(200).body().length);
        }
    }

    @Test
    void whatIsActiveIsNeverServedToBeShown() {
        TestAnswer made = client.upload("x.html", "text/html", "<script>alert(1)</script>".getBytes(UTF_8))
                .expect(201);
        TestAnswer content = client.get(made.header("Location") + "/content").expect(200);
        assertTrue(content.header("Content-Disposition").startsWith("attachment;"));
        assertEquals("nosniff", content.header("X-Content-Type-Options"));
        assertEquals("default-src 'none'; sandbox", content.header("Content-Security-Policy"));
    }

    @Test
    void aNameOfAnyScriptIsToldInTwoForms() {
        TestAnswer made = client.upload("naïve \"Prüfung\" 100%.txt", "text/plain", bytes(3)).expect(201);
        assertEquals("naïve \"Prüfung\" 100%.txt", made.text("filename"));
        assertEquals("attachment; filename=\"na_ve _Pr_fung_ 100_.txt\"; "
                        + "filename*=UTF-8''na%C3%AFve%20%22Pr%C3%BCfung%22%20100%25.txt",
                client.get(made.header("Location") + "/content").expect(200).header("Content-Disposition"));
    }

    @Test
    void theKnownVersionIsNotSentAgain() {
        TestAnswer made = client.upload("a.txt", "text/plain", bytes(3)).expect(201);
        client.with("If-None-Match", made.etag()).get(made.header("Location")).expect(304);
        client.with("If-None-Match", made.etag()).get(made.header("Location") + "/content").expect(304);
    }

    @Test
    void anUploadNeedsANameThatIsNoPath() {
        client.with("Content-Type", "text/plain").post(PATH, "x").problem(400, "invalid_parameter");
        for (String name : new String[] {"a/b", "..", "a\\b", "", "\u202Egnp.exe", "x".repeat(256)}) {
            client.upload(name, "text/plain", bytes(3)).problem(400, "invalid_parameter");
        }
        client.upload("a\u0000b", "text/plain", bytes(3)).problem(400, "malformed_request");
        client.with("Content-Type", "text/plain").post(PATH + "?filename=a&folder=b", "x")
                .problem(400, "unknown_parameter");
    }

    @Test
    void anUploadNeedsBytesAndAMediaType() {
        client.upload("a.txt", "text/plain", new byte[0]).problem(400, "invalid_body");
        client.upload("a.txt", "nonsense", bytes(3)).problem(415, "unsupported_media_type");
        client.upload("a.txt", "text/plain; charset=\"utf-8\"; x=y", bytes(3)).expect(201);
    }

    @Test
    void aFileBeyondTheLimitIsRefused() {
        assertEquals(MOST, client.upload("a", "a/b", bytes(MOST)).expect(201).json().get("size").asInt());
        client.upload("a", "a/b", bytes(MOST + 1)).problem(413, "content_too_large");
    }

    @Test
    void aRepeatedUploadIsReplayedAndAnotherFileUnderItsKeyRefused() {
        TestAnswer first = client.key("k").upload("a", "a/b", bytes(10)).expect(201);
        TestAnswer again = client.key("k").upload("a", "a/b", bytes(10)).expect(201);
        assertArrayEquals(first.body(), again.body());
        assertEquals("true", again.header("Idempotent-Replayed"));
        client.key("k").upload("a", "a/b", bytes(11)).problem(422, "idempotency_key_reused");
        client.key("k").upload("b", "a/b", bytes(10)).problem(422, "idempotency_key_reused");
        assertEquals(10, client.get(first.header("Location") + "/content").expect(200).body().length);
        assertNotEquals(first.id(), client.upload("a", "a/b", bytes(10)).expect(201).id());
    }

    @Test
    void onlyTheUploaderSeesAFileThatNoMessageUses() {
        String place = client.upload("a", "a/b", bytes(10)).expect(201).header("Location");
        node.workspace().get(place).problem(404, "not_found");
        node.workspace().get(place + "/content").problem(404, "not_found");
        client.get(PATH + "/att_01KJPX6P1RYV5AVVZFF84C0CMM/content").problem(404, "not_found");
        client.get(place + "?x=1").problem(400, "unknown_parameter");
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return Arrays.copyOf(bytes, count);
    }
}
