package dev.nightdesk.bench;

import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.JollydayHolidays;
import dev.nightdesk.api.schedule.LocalHours;
import dev.nightdesk.api.schedule.Moment;
import dev.nightdesk.api.schedule.Schedule;
import dev.nightdesk.api.schedule.ScheduleException;
import dev.nightdesk.api.schedule.ScheduleVersion;
import dev.nightdesk.api.schedule.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the arithmetic of a business calendar with 30 exceptions costs: over a year, and for 1,000 hours. A calendar is
 * kept as long as its schedule; what it costs when nothing has been asked of it yet is measured beside.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CalendarBenchmark {
    private static final int EXCEPTIONS = 30;
    private static final Instant FROM = Instant.parse("2026-01-07T10:17:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration HOURS = Duration.ofHours(1_000);
    private static final Schedule SCHEDULE = new Schedule("sch_bench", "Bench", List.of(new ScheduleVersion(1, null,
            ZoneId.of("Europe/Berlin"), false, week(), exceptions(), List.of())));

    private final JollydayHolidays holidays = new JollydayHolidays();
    private final BusinessCalendar calendar = BusinessCalendar.of(SCHEDULE, holidays);
    private long shift;

    /** Open time of a year, each time another. */
    @Benchmark
    public Duration elapsedOverAYear() {
        Instant from = later();
        return calendar.elapsed(from, from.plus(YEAR));
    }

    /** When 1,000 hours will have passed. */
    @Benchmark
    public Moment addOfThousandHours() {
        return calendar.add(later(), HOURS);
    }

    /** The same year of a calendar that has just been made. */
    @Benchmark
    public Duration elapsedOverAYearOfANewCalendar() {
        return BusinessCalendar.of(SCHEDULE, holidays).elapsed(FROM, FROM.plus(YEAR));
    }

    private Instant later() {
        shift = (shift + 7_919) % YEAR.toSeconds();
        return FROM.plusSeconds(shift);
    }

    private static List<WeeklyHours> week() {
        return IntStream.rangeClosed(1, 5).mapToObj(DayOfWeek::of).flatMap(day -> IntStream.of(9, 14).mapToObj(hour ->
                new WeeklyHours(day, new LocalHours(hour * 60, (hour + 4) * 60)))).toList();
    }

    /** Every twelve days one: closed, shorter, or back every year. */
    private static List<ScheduleException> exceptions() {
        LocalDate first = LocalDate.of(2026, 1, 8);
        return IntStream.range(0, EXCEPTIONS).mapToObj(i -> new ScheduleException("Exception " + i,
                first.plusDays(12L * i), first.plusDays(12L * i), i % 3 == 2,
                i % 3 == 1 ? List.of(new LocalHours(600, 720)) : List.of())).toList();
    }
}
