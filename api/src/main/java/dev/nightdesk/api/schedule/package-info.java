/**
 * Business calendars: when a team is open, and arithmetic over open time.
 *
 * <p>A {@link dev.nightdesk.api.schedule.Schedule} is what a user writes, version by version; a
 * {@link dev.nightdesk.api.schedule.BusinessCalendar} is the same schedule compiled for calculation. Everything here is
 * a pure function of its arguments, exact to the millisecond, over half-open intervals.
 */
package dev.nightdesk.api.schedule;
