package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import org.junit.jupiter.api.Test;

class ScheduleDrawingTest {
    @Test
    void showsTheWeekWithItsNightsAndTheExceptions() {
        Schedule schedule = Schedules.in("Europe/Berlin").on("22:00", "06:00", DayOfWeek.SUNDAY)
                .closed("<b>Move</b>", "2026-06-03", "2026-06-04").yearly("New Year", "2026-01-01", "2026-01-01")
                .custom("Launch", "2026-07-01", "2026-07-01", LocalHours.of("12:00", "02:00"))
                .holidays("DE", "BE").schedule("sch_1");
        SvgReader svg = SvgReader.read(ScheduleDrawing.draw(schedule));
        assertTrue(svg.hints().contains("Sunday 22:00 to 24:00"));
        assertTrue(svg.hints().contains("Monday 00:00 to 06:00"));
        assertTrue(svg.hints().contains("Launch 12:00 to 24:00"));
        assertTrue(svg.texts().contains("<b>Move</b> \u00b7 3 Jun 2026 \u2013 4 Jun 2026"));
        assertTrue(svg.texts().contains("New Year \u00b7 every 1 Jan"));
        assertTrue(svg.texts().contains("\u2192 02:00"));
        assertTrue(svg.texts().contains("Closed on the public holidays of DE-BE"));
        assertTrue(svg.description().contains("Sunday 22:00 to 06:00"), svg.description());
    }

    @Test
    void ofVeryManyExceptionsShowsTheFirst() {
        Schedules many = Schedules.in("UTC").always();
        for (int i = 1; i <= 60; i++) {
            many.closed("Closed " + i, "2026-01-01", "2026-01-01");
        }
        SvgReader svg = SvgReader.read(ScheduleDrawing.draw(many.schedule("sch_1")));
        assertTrue(svg.texts().contains("and 20 more"));
        assertEquals("Open around the clock, with 60 exceptions.", svg.description());
    }

    @Test
    void textsCannotBreakThePicture() {
        assertEquals("a&amp;&lt;&gt;&quot;  \uD83D\uDE00", Svg.escaped("a&<>\"\u0000\uFFFF\uD83D\uDE00"));
    }
}
