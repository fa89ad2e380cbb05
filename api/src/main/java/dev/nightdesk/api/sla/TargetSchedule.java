package dev.nightdesk.api.sla;

/** Which open time a target counts. */
public sealed interface TargetSchedule {
    /** Every millisecond. */
    record AroundTheClock() implements TargetSchedule {}

    /** The schedule of the queue the conversation was last in; around the clock before any, and for one without. */
    record OfQueue() implements TargetSchedule {}

    /** A schedule by its id. */
    record Named(String scheduleId) implements TargetSchedule {}
}
