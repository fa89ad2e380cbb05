package dev.nightdesk.api.platform.http;

import io.helidon.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A request body that may neither grow past a size nor dribble in past a time. */
final class RequestBody extends InputStream {
    private final InputStream source;
    private final long most;
    private final InstantSource clock;
    private final Instant deadline;
    private long count;

    RequestBody(InputStream source, long most, Duration time, InstantSource clock) {
        this.source = source;
        this.most = most;
        this.clock = clock;
        this.deadline = clock.instant().plus(time);
    }

    /** The same without the limits. */
    InputStream source() {
        return source;
    }

    /** All of it. */
    byte[] readWhole() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        byte[] buffer = new byte[2_048];
        for (int read = read(buffer, 0, buffer.length); read >= 0; read = read(buffer, 0, buffer.length)) {
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read = readSource(buffer, offset, length);
        count += Math.max(0, read);
        if (count > most) {
            throw tooLarge(most);
        }
        if (clock.instant().isAfter(deadline)) {
            throw tooSlow();
        }
        return read;
    }

    private int readSource(byte[] buffer, int offset, int length) {
        try {
            return source.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            boolean tooLong = e instanceof RequestException refused && refused.status().code() == 413;
            throw tooLong ? tooLarge(most) : broken();
        }
    }

    static Problem tooLarge(long most) {
        return Problem.of(ProblemCode.CONTENT_TOO_LARGE, "The body may hold at most " + most + " bytes.");
    }

    /** The caller's fault or the network's, and in either case nothing more can be read. */
    private static Problem broken() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The body broke off or is not framed as HTTP demands.");
    }

    private static Problem tooSlow() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The body took too long to arrive.");
    }
}
