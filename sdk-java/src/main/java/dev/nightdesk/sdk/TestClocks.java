package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.ClockAdvancingException;
import dev.nightdesk.sdk.error.InstantNotLaterException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.ListTestClocksParams;
import dev.nightdesk.sdk.model.Operation;
import dev.nightdesk.sdk.model.TestClock;
import dev.nightdesk.sdk.model.TestClockAdvance;
import dev.nightdesk.sdk.model.TestClockCreate;
import dev.nightdesk.sdk.model.TestClockList;
import dev.nightdesk.sdk.request.TestClocksRequests;

/**
 * Time that stands still until it is moved, for test workspaces; with the platform key. Every method throws a
 * {@link NightdeskException} when it fails.
 */
public final class TestClocks {

    private final Nightdesk nightdesk;

    TestClocks(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** Makes a clock. */
    public TestClock create(TestClockCreate clock, RequestOption... options) {
        return nightdesk.send(TestClocksRequests.createTestClock(clock), options).value();
    }

    /** Reads a clock. */
    public TestClock get(String id, RequestOption... options) {
        return nightdesk.send(TestClocksRequests.getTestClock(id), options).value();
    }

    /** All clocks, newest first. */
    public Page<TestClock> list(RequestOption... options) {
        return list(ListTestClocksParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<TestClock> list(ListTestClocksParams params, RequestOption... options) {
        TestClockList page = nightdesk.send(TestClocksRequests.listTestClocks(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Moves a clock forward, and does all work that becomes due on the way. The answer is the operation that does it;
     * see
     * {@link Operations#awaitDone}.
     *
     * @throws ClockAdvancingException when it is being moved already
     * @throws InstantNotLaterException when it shows a later time already
     */
    public Operation advance(String id, TestClockAdvance advance, RequestOption... options) {
        return nightdesk.send(TestClocksRequests.advanceTestClock(id, advance), options).value();
    }
}
