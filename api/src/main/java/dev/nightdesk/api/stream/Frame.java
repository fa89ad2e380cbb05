package dev.nightdesk.api.stream;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A piece of an event stream as the WHATWG describes it, finished bytes up to its blank line.
 *
 * @param sequence the place in the log of the event that it carries; 0 for what is in no log
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(byte[] bytes, long sequence) {
    /** A comment that says nothing, so that no proxy takes the stream for dead. */
    static final Frame HEARTBEAT = new Frame(bytes(":\n\n"), 0);

    /** An event of the log; JSON has no line breaks, so its data is one line. */
    static Frame of(Event event, RawJson body) {
        return new Frame(bytes("id: " + event.id() + "\nevent: " + event.draft().type() + "\ndata: " + body.text()
                + "\n\n"), event.sequence());
    }

    /** Something that passes: without an id, so that nobody resumes after it. */
    static Frame passing(String type, RawJson data) {
        return new Frame(bytes("event: " + type + "\ndata: " + data.text() + "\n\n"), 0);
    }

    /** The first one: an id without data sets the place to resume after, be the stream cut before its first event. */
    static Frame begin(String eventId, Duration retry) {
        return new Frame(bytes("id: " + eventId + "\nretry: " + retry.toMillis() + "\n\n"), 0);
    }

    /** How long to wait before connecting again. */
    static Frame retry(Duration pause) {
        return new Frame(bytes("retry: " + pause.toMillis() + "\n\n"), 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
