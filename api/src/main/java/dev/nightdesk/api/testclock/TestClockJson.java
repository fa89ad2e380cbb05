package dev.nightdesk.api.testclock;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.Map;

/** The wire shape of test clocks. */
final class TestClockJson {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private TestClockJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String name, Instant now, String state, Map<String, String> metadata,
            long version, Instant createdAt, Instant updatedAt) {
    }

    static RawJson view(TestClock clock) {
        return RawJson.of(Json.write(new View(clock.id(), "test_clock", clock.name(), clock.now(),
                clock.advancing() ? "advancing" : "ready", clock.metadata(), clock.version(), clock.createdAt(),
                clock.updatedAt())));
    }

    /** What a clock is made of. */
    record Create(String name, Instant now, Map<String, String> metadata) {
    }

    static Create create(Fields body) {
        body.readOnly("id", "object", "state", "version", "created_at", "updated_at");
        Instant now = body.require("now").instant("now");
        if (now != null && (now.isBefore(EARLIEST) || !now.isBefore(LATEST))) {
            body.fault("now", "out_of_range", "must lie in the years 2000 to 2199");
        }
        Create create = new Create(body.name("name", 120), now, body.metadata("metadata"));
        body.check();
        return create;
    }

    /** Where to move the clock. */
    static Instant advance(Fields body) {
        Instant to = body.require("to").instant("to");
        body.check();
        return to;
    }
}
