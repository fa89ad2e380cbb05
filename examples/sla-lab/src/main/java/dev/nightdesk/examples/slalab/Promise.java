package dev.nightdesk.examples.slalab;

import dev.nightdesk.sdk.model.SlaMetric;
import dev.nightdesk.sdk.model.SlaScenario;
import dev.nightdesk.sdk.model.SlaSimulationCreate;
import dev.nightdesk.sdk.model.SlaSimulationPolicy;
import dev.nightdesk.sdk.model.SlaSimulationSchedule;
import dev.nightdesk.sdk.model.SlaTargetCreate;
import dev.nightdesk.sdk.model.Weekday;
import dev.nightdesk.sdk.model.WeeklyHoursCreate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy that is thought about: drafts of a schedule and of targets, held against conversations without being saved.
 *
 * @param name what the comparison calls it
 * @param hours its hours in a word
 */
record Promise(String name, String hours, SlaSimulationSchedule schedule, SlaSimulationPolicy policy) {

    /** What a policy promises, in the order of the comparison. */
    static final List<SlaMetric> METRICS =
            List.of(SlaMetric.FIRST_RESPONSE, SlaMetric.NEXT_RESPONSE, SlaMetric.RESOLUTION);

    private static final String SCHEDULE = "hours";
    private static final List<Weekday> WORKING_DAYS = List.of(Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY,
            Weekday.THURSDAY, Weekday.FRIDAY);
    private static final List<Weekday> ALL_DAYS = Stream.concat(WORKING_DAYS.stream(),
            Stream.of(Weekday.SATURDAY, Weekday.SUNDAY)).toList();

    /** Three that a support lead might choose between. */
    static List<Promise> three() {
        return List.of(
                of("Office hours", "Mon-Fri 9-18", week(WORKING_DAYS, "09:00", "18:00"), Duration.ofMinutes(30),
                        Duration.ofMinutes(60), Duration.ofHours(4)),
                of("Extended hours", "every day 7-22", week(ALL_DAYS, "07:00", "22:00"), Duration.ofMinutes(30),
                        Duration.ofMinutes(60), Duration.ofHours(4)),
                of("Around the clock", "24/7", SlaSimulationSchedule.builder().id(SCHEDULE).name("Always")
                        .timeZone(Team.ZONE.getId()).alwaysOpen(true).build(), Duration.ofMinutes(30),
                        Duration.ofMinutes(60), Duration.ofHours(4)));
    }

    private static Promise of(String name, String hours, SlaSimulationSchedule schedule, Duration first,
            Duration next, Duration resolution) {
        return new Promise(name, hours, schedule, SlaSimulationPolicy.builder().name(name)
                .targets(target(SlaMetric.FIRST_RESPONSE, first), target(SlaMetric.NEXT_RESPONSE, next),
                        target(SlaMetric.RESOLUTION, resolution)).build());
    }

    private static SlaTargetCreate target(SlaMetric metric, Duration within) {
        return SlaTargetCreate.builder().metric(metric).within(within).scheduleId(SCHEDULE).build();
    }

    private static SlaSimulationSchedule week(List<Weekday> days, String from, String to) {
        return SlaSimulationSchedule.builder().id(SCHEDULE).name(from + "-" + to).timeZone(Team.ZONE.getId())
                .weekly(days.stream().map(day -> WeeklyHoursCreate.builder().day(day).from(from).to(to).build())
                        .toList()).build();
    }

    /** The question to the service: what would this promise have meant to that conversation? */
    SlaSimulationCreate question(SlaScenario conversation) {
        return SlaSimulationCreate.builder().policies(policy).schedules(schedule).conversation(conversation).build();
    }
}
