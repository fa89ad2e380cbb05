package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import dev.nightdesk.sdk.model.Operation;
import dev.nightdesk.sdk.request.OperationsRequests;
import java.time.Duration;
import java.time.Instant;

/**
 * Work that goes on after its request was answered. Every method throws a {@link NightdeskException} when it fails.
 */
public final class Operations {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Nightdesk nightdesk;

    Operations(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** Reads an operation. */
    public Operation get(String id, RequestOption... options) {
        return nightdesk.send(OperationsRequests.getOperation(id), options).value();
    }

    /**
     * Reads an operation until it is done, well or not: {@code error()} tells.
     *
     * @param atMost how long to wait
     * @throws NightdeskTimeoutException when it is still not done; the operation goes on
     */
    public Operation awaitDone(String id, Duration atMost, RequestOption... options) {
        Instant end = nightdesk.transport().clock().instant().plus(atMost);
        Duration pause = FIRST_PAUSE;
        Operation operation = get(id, options);
        while (!operation.done()) {
            if (!nightdesk.transport().clock().instant().plus(pause).isBefore(end)) {
                throw new NightdeskTimeoutException(id + " was not done within " + atMost, null);
            }
            nightdesk.transport().sleep(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            operation = get(id, options);
        }
        return operation;
    }
}
