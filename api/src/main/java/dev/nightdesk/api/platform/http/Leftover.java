package dev.nightdesk.api.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What has not been read of a request when its answer is ready. A short rest is read first, so that the connection can
 * go on; with a longer one the connection ends.
 */
final class Leftover {
    private static final long SHORT = 65_536;
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final ServerRequest request;
    private final RequestBody body;

    /** The rest of the body, which may be null when nobody asked for it. */
    Leftover(ServerRequest request, RequestBody body) {
        this.request = request;
        this.body = body;
    }

    /**
     * Reads a rest of known, small length. It does so before the answer, while a deadline still stands over it.
     *
     * @return whether the connection must end with the answer
     */
    boolean settle() {
        if (!request.content().hasEntity() || request.content().consumed()) {
            return false;
        }
        if (!isShort()) {
            return true;
        }
        try {
            request.content().consume();
            return false;
        } catch (RuntimeException e) {
            throw new CloseConnectionException("the rest of the body did not arrive", e);
        }
    }

    /**
     * Reads on for a moment after the answer with which the connection ends: closed over bytes that nobody read, it
     * would be reset, and a caller that is still sending would lose the answer.
     */
    void linger() {
        if (!request.content().hasEntity() || request.content().consumed() || isWaiting()) {
            return;
        }
        // An interrupt closes the socket that a virtual thread reads from; it comes once the moment is over.
        Thread reader = Thread.currentThread();
        Thread end = Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(LINGER.toNanos());
            reader.interrupt();
        });
        byte[] buffer = new byte[65_536];
        try (InputStream rest = body == null ? request.content().inputStream() : body.source()) {
            int read;
            do {
                read = rest.read(buffer);
            } while (read >= 0 && end.isAlive());
        } catch (IOException | RuntimeException e) {
            System.getLogger(Leftover.class.getName())
                    .log(System.Logger.Level.DEBUG, "the caller had gone when the connection was closed", e);
        }
    }

    private boolean isShort() {
        OptionalLong length = request.headers().contentLength();
        boolean begun = body != null;
        return !begun && !isWaiting() && !request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                && length.isPresent() && length.getAsLong() <= SHORT;
    }

    /** A caller that waits for 100 Continue never sends the body of a request that was refused. */
    private boolean isWaiting() {
        return request.headers().contains(HeaderValues.EXPECT_100) && !request.continueSent();
    }
}
