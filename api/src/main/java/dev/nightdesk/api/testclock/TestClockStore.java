package dev.nightdesk.api.testclock;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.Optional;

/** Keeps test clocks; they all belong to {@link TestClock#OWNER}. */
public interface TestClockStore extends AggregateStore<TestClock> {
    /** One page, newest first. */
    Page<TestClock> list(Optional<Position> from, int limit);
}
