package dev.nightdesk.sdk;

import java.time.Duration;
import java.util.Optional;

/**
 * A frame of an event stream; its parts are null, or empty, where they were left out.
 *
 * @param retry how long to wait before connecting again
 */
record EventFrame(String id, String event, String data, Optional<Duration> retry) {
}
