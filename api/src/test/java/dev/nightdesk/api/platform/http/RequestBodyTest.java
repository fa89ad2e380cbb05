package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private Instant now = Instant.parse("2026-11-23T03:00:00Z");

    @Test
    void aBodyMayBeAsLongAsTheLimitAndNoLonger() {
        assertEquals(10, body(new ByteArrayInputStream(new byte[10])).readWhole().length);
        Problem problem = assertThrows(Problem.class,
                () -> body(new ByteArrayInputStream(new byte[11])).readWhole());
        assertEquals(ProblemCode.CONTENT_TOO_LARGE, problem.code());
    }

    @Test
    void aBodyThatDribblesInIsRefusedAtItsDeadline() {
        InputStream dribble = new InputStream() {
            @Override
            public int read() {
                now = now.plus(Duration.ofSeconds(7));
                return '{';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        Problem problem = assertThrows(Problem.class, () -> body(dribble).readWhole());
        assertEquals(ProblemCode.MALFORMED_REQUEST, problem.code());
        assertEquals(Instant.parse("2026-11-23T03:00:35Z"), now);
    }

    @Test
    void aBodyThatBreaksOffIsTheCallersFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        Problem problem = assertThrows(Problem.class, () -> body(broken).readWhole());
        assertEquals(ProblemCode.MALFORMED_REQUEST, problem.code());
    }

    private RequestBody body(InputStream source) {
        return new RequestBody(source, 10, Duration.ofSeconds(30), () -> now);
    }
}
