package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.ImpossibleScheduleException;
import dev.nightdesk.sdk.error.InvalidBodyException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.error.ScheduleInUseException;
import dev.nightdesk.sdk.model.AddScheduleTimeParams;
import dev.nightdesk.sdk.model.GetScheduleElapsedParams;
import dev.nightdesk.sdk.model.GetScheduleNextOpeningParams;
import dev.nightdesk.sdk.model.GetScheduleOpeningParams;
import dev.nightdesk.sdk.model.ImportScheduleCalendarParams;
import dev.nightdesk.sdk.model.ListScheduleVersionsParams;
import dev.nightdesk.sdk.model.ListSchedulesParams;
import dev.nightdesk.sdk.model.Schedule;
import dev.nightdesk.sdk.model.ScheduleCreate;
import dev.nightdesk.sdk.model.ScheduleList;
import dev.nightdesk.sdk.model.ScheduleOpening;
import dev.nightdesk.sdk.model.ScheduleUpdate;
import dev.nightdesk.sdk.model.ScheduleVersion;
import dev.nightdesk.sdk.model.ScheduleVersionList;
import dev.nightdesk.sdk.request.SchedulesRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Business calendars, and arithmetic over their open time. Every method throws a {@link NightdeskException} when it
 * fails.
 */
public final class Schedules {

    private final Nightdesk nightdesk;

    Schedules(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Makes a schedule.
     *
     * @throws ImpossibleScheduleException when it contradicts itself; its {@code fieldErrors()} tell where
     */
    public Schedule create(ScheduleCreate schedule, RequestOption... options) {
        return nightdesk.send(SchedulesRequests.createSchedule(schedule), options).value();
    }

    /**
     * Reads a schedule.
     *
     * @throws NotFoundException when there is none
     */
    public Schedule get(String id, RequestOption... options) {
        return nightdesk.send(SchedulesRequests.getSchedule(id), options).value();
    }

    /** A picture of a schedule's week, exceptions and holidays, as SVG. */
    public String picture(String id, RequestOption... options) {
        return nightdesk.send(ApiRequest.builder("GET", "/v1/schedules/{id}", String.class)
                .operationId("getSchedule").pathParameter("id", id).header("Accept", "image/svg+xml").build(), options)
                .value();
    }

    /** All schedules, newest first. */
    public Page<Schedule> list(RequestOption... options) {
        return list(ListSchedulesParams.builder().build(), options);
    }

    /** As {@code list}, with a page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Schedule> list(ListSchedulesParams params, RequestOption... options) {
        ScheduleList page = nightdesk.send(SchedulesRequests.listSchedules(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /** Everything a schedule has said, the version written last first. */
    public Page<ScheduleVersion> versions(String id, RequestOption... options) {
        return versions(id, ListScheduleVersionsParams.builder().build(), options);
    }

    /** As {@code versions}, with a page size. */
    public Page<ScheduleVersion> versions(String id, ListScheduleVersionsParams params, RequestOption... options) {
        ScheduleVersionList page = nightdesk.send(SchedulesRequests.listScheduleVersions(id, params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> versions(id, params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes a schedule from now on or from {@code effectiveFrom}, if it is still as it was read.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     * @throws ImpossibleScheduleException when it would contradict itself
     */
    public Schedule update(Schedule current, ScheduleUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes a schedule from now on or from {@code effectiveFrom}.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public Schedule update(String id, String ifMatch, ScheduleUpdate changes, RequestOption... options) {
        return nightdesk.send(SchedulesRequests.updateSchedule(id, ifMatch, changes), options).value();
    }

    /**
     * Adds the events of an iCalendar text as times when the schedule is closed.
     *
     * @param params which dates to look at
     * @param calendar the text
     * @throws InvalidBodyException when it cannot be read; its {@code fieldErrors()} tell every event at fault
     */
    public Schedule importCalendar(String id, String calendar, ImportScheduleCalendarParams params,
            RequestOption... options) {
        return nightdesk.send(SchedulesRequests.importScheduleCalendar(id, calendar, params), options).value();
    }

    /**
     * Removes a schedule.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     * @throws ScheduleInUseException while a policy names it
     */
    public void delete(Schedule current, RequestOption... options) {
        delete(current.id(), ETags.of(current.version()), options);
    }

    /**
     * Removes a schedule.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     * @throws ScheduleInUseException while a policy names it
     */
    public void delete(String id, String ifMatch, RequestOption... options) {
        nightdesk.send(SchedulesRequests.deleteSchedule(id, ifMatch), options);
    }

    /** Whether a schedule is open at an instant, since when, until when, and why. */
    public ScheduleOpening open(String id, Instant at, RequestOption... options) {
        GetScheduleOpeningParams params = GetScheduleOpeningParams.builder().at(at).build();
        return nightdesk.send(SchedulesRequests.getScheduleOpening(id, params), options).value();
    }

    /** The first open instant at or after one; empty when there is none within 30 years. */
    public Optional<Instant> nextOpen(String id, Instant after, RequestOption... options) {
        GetScheduleNextOpeningParams params = GetScheduleNextOpeningParams.builder().after(after).build();
        return nightdesk.send(SchedulesRequests.getScheduleNextOpening(id, params), options).value().at();
    }

    /** How much was open from one instant to another. */
    public Duration elapsed(String id, Instant from, Instant to, RequestOption... options) {
        GetScheduleElapsedParams params = GetScheduleElapsedParams.builder().from(from).to(to).build();
        return nightdesk.send(SchedulesRequests.getScheduleElapsed(id, params), options).value().elapsed();
    }

    /** The earliest instant by which so much open time has passed; empty when it does not pass within 30 years. */
    public Optional<Instant> add(String id, Instant from, Duration duration, RequestOption... options) {
        AddScheduleTimeParams params = AddScheduleTimeParams.builder().from(from).duration(duration).build();
        return nightdesk.send(SchedulesRequests.addScheduleTime(id, params), options).value().at();
    }
}
