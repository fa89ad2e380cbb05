package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskConnectionException;
import dev.nightdesk.sdk.error.NightdeskInterruptedException;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request once. The time-out covers the body too, unless the body is a stream. */
record Exchange(HttpClient client) {

    Answer send(HttpRequest request, boolean streamed, Duration timeout) {
        // Not a stage made of it: only cancelling this very future gives the connection up.
        CompletableFuture<HttpResponse<Answer>> pending = client.sendAsync(request, bodyHandler(streamed));
        try {
            return pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS).body();
        } catch (TimeoutException e) {
            abandon(pending);
            throw new NightdeskTimeoutException("No answer within " + timeout, e);
        } catch (InterruptedException e) {
            abandon(pending);
            Thread.currentThread().interrupt();
            throw new NightdeskInterruptedException("Interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof HttpTimeoutException) {
                throw new NightdeskTimeoutException("No connection in time", cause);
            }
            String host = request.uri().getAuthority();
            throw new NightdeskConnectionException("No answer from " + host + ": " + cause, cause);
        }
    }

    private static HttpResponse.BodyHandler<Answer> bodyHandler(boolean streamed) {
        return info -> streamed && info.statusCode() == 200
                ? BodySubscribers.mapping(BodySubscribers.ofInputStream(),
                        stream -> Answer.ofStream(info.statusCode(), info.headers(), stream))
                : BodySubscribers.mapping(BodySubscribers.ofByteArray(),
                        bytes -> Answer.ofBytes(info.statusCode(), info.headers(), bytes));
    }

    // An answer that comes just after all would hold its connection until somebody closed the stream.
    private static void abandon(CompletableFuture<HttpResponse<Answer>> pending) {
        if (!pending.cancel(true) && !pending.isCompletedExceptionally()) {
            close(pending.join().body().stream());
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new NightdeskConnectionException("The abandoned answer did not close", e);
        }
    }
}
