package dev.nightdesk.sdk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one call is sent. {@code idempotencyKey} null means: make one where the method takes one. */
record CallSettings(
        Duration timeout, Duration deadline, int maxRetries, String idempotencyKey, Map<String, String> headers) {

    CallSettings with(RequestOption... options) {
        CallSettings settings = this;
        for (RequestOption option : options) {
            settings = option.apply(settings);
        }
        return settings;
    }

    CallSettings withTimeout(Duration value) {
        return new CallSettings(value, deadline, maxRetries, idempotencyKey, headers);
    }

    CallSettings withDeadline(Duration value) {
        return new CallSettings(timeout, value, maxRetries, idempotencyKey, headers);
    }

    CallSettings withMaxRetries(int value) {
        return new CallSettings(timeout, deadline, value, idempotencyKey, headers);
    }

    CallSettings withIdempotencyKey(String value) {
        return new CallSettings(timeout, deadline, maxRetries, value, headers);
    }

    CallSettings withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new CallSettings(timeout, deadline, maxRetries, idempotencyKey, Map.copyOf(more));
    }
}
