package dev.nightdesk.api.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;

/**
 * One HTTP/1.1 POST over one fresh connection to a checked address. HttpCore speaks the protocol over a socket that is
 * opened and guarded here: no pool, no redirect, no proxy, no second try, and at most the first KiB of the answer.
 */
final class PinnedExchange implements AutoCloseable {

    private static final int EXCERPT_BYTES = 1_024;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(8_192).setMaxHeaderCount(64).setMaxEmptyLineCount(4).build();

    private final SSLSocketFactory tls;
    private final Connector connector;
    private final ScheduledThreadPoolExecutor timer;

    PinnedExchange(SSLContext tls, Connector connector) {
        this.tls = tls.getSocketFactory();
        this.connector = connector;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Sends {@code body} with {@code headers}; every outcome is a result, none is thrown. */
    AttemptResult post(Destination destination, Map<String, String> headers, byte[] body, Deadline deadline) {
        try (ReceiverConnection connection =
                ReceiverConnection.open(destination, deadline, connector, tls, timer)) {
            return exchange(connection, request(destination.url(), headers, body), deadline);
        } catch (AttemptFailure e) {
            return AttemptResult.failed(e.kind(), deadline.elapsed());
        }
    }

    /** Asks for no close: a receiver that closes need not say where its body ends, and a cut one would look whole. */
    private static ClassicHttpRequest request(ReceiverUrl url, Map<String, String> headers, byte[] body) {
        // The two-argument constructor reads a path that begins with two slashes as a host.
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", (HttpHost) null, url.pathAndQuery());
        request.addHeader("Host", url.authority());
        headers.forEach(request::addHeader);
        request.addHeader("Content-Length", body.length);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }

    private static AttemptResult exchange(
            ReceiverConnection connection, ClassicHttpRequest request, Deadline deadline) {
        Excerpt excerpt = new Excerpt();
        ClassicHttpResponse response = null;
        DefaultBHttpClientConnection http = connection();
        try {
            http.bind(connection.socket());
            http.sendRequestHeader(request);
            http.sendRequestEntity(request);
            http.flush();
            response = finalResponse(http);
            if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
                http.receiveResponseEntity(response);
                excerpt.readFrom(response.getEntity().getContent());
            }
            return AttemptResult.answered(
                    response.getCode(), retryAfter(response), excerpt.text(), deadline.elapsed());
        } catch (IOException | HttpException e) {
            FailureKind kind = deadline.passed() ? FailureKind.TIMED_OUT : kindOf(e);
            return response == null
                    ? AttemptResult.failed(kind, deadline.elapsed())
                    : new AttemptResult(
                            Optional.of(response.getCode()),
                            Optional.of(kind),
                            retryAfter(response),
                            excerpt.text(),
                            deadline.elapsed());
        }
    }

    private static DefaultBHttpClientConnection connection() {
        return new DefaultBHttpClientConnection(LIMITS, null, null, null, null, null, new AnswerHeads(LIMITS));
    }

    /** Interim answers are skipped for as long as the deadline lets them come. */
    private static ClassicHttpResponse finalResponse(DefaultBHttpClientConnection http)
            throws IOException, HttpException {
        ClassicHttpResponse response = http.receiveResponseHeader();
        while (response.getCode() < FIRST_FINAL_STATUS) {
            response = http.receiveResponseHeader();
        }
        return response;
    }

    private static Optional<String> retryAfter(ClassicHttpResponse response) {
        return Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue);
    }

    private static FailureKind kindOf(Exception e) {
        return switch (e) {
            case HttpException notHttp -> FailureKind.MALFORMED_ANSWER;
            case MessageConstraintException tooLarge -> FailureKind.MALFORMED_ANSWER;
            case TruncatedChunkException cutOff -> FailureKind.CONNECTION_LOST;
            case MalformedChunkCodingException notChunks -> FailureKind.MALFORMED_ANSWER;
            default -> FailureKind.CONNECTION_LOST;
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** The beginning of an answer's body, kept even when the rest never comes. */
    private static final class Excerpt {

        private final byte[] bytes = new byte[EXCERPT_BYTES];
        private int length;

        void readFrom(InputStream content) throws IOException {
            while (length < bytes.length) {
                int count = content.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    return;
                }
                length += count;
            }
        }

        String text() {
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
    }
}
