package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentTest extends ClientTest {

    private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);

    @Test
    void aStreamIsReadAnewForEachAttempt() {
        server.reply(Reply.problem(503, "draining"), Reply.json(201, "{\"id\": \"att_1\"}"));
        AtomicInteger opened = new AtomicInteger();
        AttachmentSource source = AttachmentSource.ofStream("a b.txt", "text/plain", BYTES.length, () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(BYTES);
        });

        assertEquals("att_1", client().attachments().upload(source).id());

        assertEquals(2, opened.get());
        assertEquals("/v1/attachments?filename=a%20b.txt", server.received().get(1).uri());
        assertEquals("some bytes", server.received().get(1).body());
        assertEquals("text/plain", server.received().get(1).header("Content-Type"));
        assertEquals("10", server.received().get(1).header("Content-Length"));
        assertEquals(server.received().get(0).header("Idempotency-Key"),
                server.received().get(1).header("Idempotency-Key"));
    }

    @Test
    void aFileOnDiskKeepsItsName(@TempDir Path folder) throws IOException {
        server.reply(Reply.json(201, "{\"id\": \"att_1\"}"));
        client().attachments().upload(AttachmentSource.ofFile(Files.write(folder.resolve("notes.txt"), BYTES)));

        assertEquals("/v1/attachments?filename=notes.txt", server.received().get(0).uri());
        assertEquals("some bytes", server.received().get(0).body());
        assertThrows(UncheckedIOException.class, () -> AttachmentSource.ofFile(folder.resolve("absent")));
    }

    @Test
    void aDownloadIsAStreamWithItsType(@TempDir Path folder) throws IOException {
        server.reply(new Reply(200, Map.of("Content-Type", "text/plain"), "some bytes"));
        Path file = folder.resolve("saved");
        try (AttachmentDownload download = client().attachments().download("att_1")) {
            assertEquals("text/plain", download.contentType().orElseThrow());
            assertEquals(BYTES.length, download.saveTo(file));
        }
        assertArrayEquals(BYTES, Files.readAllBytes(file));
    }

    @Test
    void aDownloadThatIsRefusedIsAProblem() {
        server.reply(Reply.problem(404, "not_found"));

        assertThrows(NotFoundException.class, () -> client().attachments().download("att_1"));
    }
}
