package dev.nightdesk.api.platform.time;

import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Time as the database tells it, so that all nodes of one database agree on it however wrong their machines' clocks
 * are: nothing fires early, and nobody takes a claim for expired that its holder is still counting on. It is asked from
 * time to time; in between the machine only counts, and setting its clock changes nothing. It is never ahead of the
 * database, and behind by no more than the way to it takes.
 */
public final class DatabaseClock implements InstantSource, Worker {
    private static final int FIRST_READINGS = 5;
    /** How much further off a reading counts for each unit of its age: more than any machine's counting is wrong by. */
    private static final double DRIFT = 0.001;

    private final Supplier<Instant> database;
    private final LongSupplier nanos;
    private volatile Reading reading;

    /** What the database said, when that had arrived here, and how much later than said it may have been by then. */
    private record Reading(Instant told, long nanos, long doubt) {
        Instant at(long now) {
            return told.plusNanos(now - nanos);
        }

        boolean isBetterThan(Reading older) {
            return doubt <= older.doubt + DRIFT * (nanos - older.nanos);
        }
    }

    /**
     * A clock that has asked a few times already.
     *
     * @param database asks for its time
     * @param nanos counts nanoseconds since some moment, whatever becomes of the machine's clock
     */
    public DatabaseClock(Supplier<Instant> database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        this.reading = read();
        for (int i = 1; i < FIRST_READINGS; i++) {
            ask();
        }
    }

    @Override
    public Instant instant() {
        return reading.at(nanos.getAsLong());
    }

    /** How far behind the database it may be at most. */
    public Duration doubt() {
        return Duration.ofNanos(reading.doubt());
    }

    @Override
    public String name() {
        return "database-clock";
    }

    @Override
    public int runOnce(Instant now) {
        ask();
        return 0;
    }

    private void ask() {
        Reading fresh = read();
        if (fresh.isBetterThan(reading)) {
            reading = fresh;
        }
    }

    private Reading read() {
        long asked = nanos.getAsLong();
        Instant told = database.get();
        long answered = nanos.getAsLong();
        return new Reading(told, answered, answered - asked);
    }
}
