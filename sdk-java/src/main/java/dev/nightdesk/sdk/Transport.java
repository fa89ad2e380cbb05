package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NightdeskInterruptedException;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Sends requests, and sends them again while that may help and time is left. */
record Transport(
        Exchange exchange,
        RequestEncoder encoder,
        CallSettings defaults,
        RetryPolicy retryPolicy,
        Sleeper sleeper,
        InstantSource clock,
        DoubleSupplier random) {

    <T> ApiResponse<T> send(ApiRequest<T> request, RequestOption... options) {
        CallSettings settings = defaults.with(options);
        Instant deadline = clock.instant().plus(settings.deadline());
        // Encoded once, so that every attempt carries the same bytes and the same key; only the token is asked for
        // anew.
        Supplier<HttpRequest> encoded = encoder.encode(request, settings);
        for (int attempt = 1;; attempt++) {
            NightdeskException failure;
            try {
                return attempt(request, encoded.get(), settings, deadline, attempt);
            } catch (NightdeskException e) {
                failure = e;
            }
            Instant now = clock.instant();
            Optional<Duration> pause = attempt > settings.maxRetries()
                    ? Optional.empty()
                    : retryPolicy.pause(attempt, failure, now, random.getAsDouble());
            if (pause.isEmpty() || !now.plus(pause.get()).isBefore(deadline)) {
                throw failure;
            }
            sleep(pause.get());
        }
    }

    private <T> ApiResponse<T> attempt(
            ApiRequest<T> request, HttpRequest encoded, CallSettings settings, Instant deadline, int attempt) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw new NightdeskTimeoutException("No answer within " + settings.deadline(), null);
        }
        Duration timeout = left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
        Answer answer = exchange.send(encoded, request.answerType() == InputStream.class, timeout);
        if (!answer.successful()) {
            throw Json.problem(answer);
        }
        return new ApiResponse<>(request, answer, attempt);
    }

    void sleep(Duration pause) {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NightdeskInterruptedException("Interrupted between two attempts", e);
        }
    }
}
