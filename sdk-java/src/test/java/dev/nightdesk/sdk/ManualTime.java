package dev.nightdesk.sdk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by sleeping, so that pauses are seen and cost nothing. */
final class ManualTime implements InstantSource, Sleeper {

    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    List<Duration> pauses() {
        return pauses;
    }
}
