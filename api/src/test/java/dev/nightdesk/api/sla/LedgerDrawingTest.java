package dev.nightdesk.api.sla;

import static dev.nightdesk.api.sla.Play.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.schedule.Schedules;
import dev.nightdesk.api.schedule.SvgReader;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerDrawingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void showsEachTargetItsSegmentsAndItsDeadline() {
        Play play = new Play()
                .calendar("sch_office", Schedules.in("Europe/Berlin").weekdays("09:00", "17:00")
                        .closed("<Outing> & \"more\"", "2026-06-03", "2026-06-03").calendar())
                .rules(target(SlaMetric.FIRST_RESPONSE, "PT1H"), target(SlaMetric.RESOLUTION, "PT24H", "sch_office",
                        List.of(ConversationStatus.PENDING))).begin().customer()
                .at("PT30M").agent().becomes(ConversationStatus.PENDING).at("PT20H").becomes(ConversationStatus.OPEN)
                .at("P3D").ticks();
        SvgReader svg = SvgReader.read(LedgerDrawing.draw(play.ledger(), BERLIN, play.now));
        assertTrue(svg.description().contains("First response: met, 30 min of 1 h used"), svg.description());
        assertTrue(svg.hints().stream().anyMatch(hint -> hint.startsWith("status (pending), Mon 1 Jun 11:30")));
        assertTrue(svg.hints().stream().anyMatch(hint -> hint.startsWith("exception closed (<Outing> & \"more\")")));
        long segments = play.ledger().entries().stream().mapToLong(entry -> entry.segments().size()).sum();
        assertEquals(segments + 3, svg.hints().size());
        assertTrue(svg.texts().contains("Resolution"));
    }

    @Test
    void aDeadlineFarAwayIsNamedAndSqueezesNothing() {
        Play play = Play.under(target(SlaMetric.FIRST_RESPONSE, "PT1H"), target(SlaMetric.RESOLUTION, "P30D")).begin()
                .customer().at("PT30M").ticks();
        SvgReader svg = SvgReader.read(LedgerDrawing.draw(play.ledger(), BERLIN, play.now));
        assertTrue(svg.texts().contains("\u2192 1 Jul 11:00"), svg.texts().toString());
        assertTrue(svg.texts().contains("1 Jun 12:00"), "hours can be told apart: " + svg.texts());
    }

    @Test
    void nothingToShowIsAPictureToo() {
        SvgReader svg = SvgReader.read(LedgerDrawing.draw(new Ledger(List.of()), BERLIN, Instant.EPOCH));
        assertEquals("No target applies.", svg.description());
        assertTrue(svg.texts().contains("No target applies."), "and says so to those who see it");
    }

    @Test
    void lengthsAreReadable() {
        assertEquals("1 d 2 h 5 min", LedgerDrawing.length(Duration.ofMinutes(26 * 60 + 5)));
        assertEquals("18 s", LedgerDrawing.length(Duration.ofSeconds(18)));
        assertEquals("0 min", LedgerDrawing.length(Duration.ZERO));
    }
}
