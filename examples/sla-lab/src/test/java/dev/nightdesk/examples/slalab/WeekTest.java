package dev.nightdesk.examples.slalab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.examples.replay.Dialogue;
import dev.nightdesk.examples.replay.DialogueFiles;
import dev.nightdesk.sdk.model.SlaScenario;
import dev.nightdesk.sdk.model.SlaScenarioEvent;
import dev.nightdesk.sdk.model.SlaScenarioEventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeekTest {

    private static final Dialogue DIALOGUE = new Dialogue("d", "airline",
            List.of(turn(1), turn(2), turn(4), turn(8)));

    private static Dialogue.Turn turn(int number) {
        return new Dialogue.Turn(number, "text", "");
    }

    @Test
    void aMissingNumberAmongTheCustomersTurnsIsAnAgents() {
        List<String> told = new Week(1).scenario(DIALOGUE).events().stream()
                .map(event -> event.type().toString()).toList();
        assertEquals(List.of("customer_message", "customer_message", "agent_reply", "customer_message", "agent_reply",
                "customer_message", "agent_reply", "changed"), told);
    }

    @Test
    void oneSeedMakesOneWeek() {
        assertEquals(new Week(1).scenario(DIALOGUE), new Week(1).scenario(DIALOGUE));
        assertNotEquals(new Week(1).scenario(DIALOGUE), new Week(2).scenario(DIALOGUE));
    }

    @Test
    void everythingHappensInOrderAndBeginsInTheWeek() throws IOException {
        for (Dialogue dialogue : DialogueFiles.sample()) {
            SlaScenario scenario = new Week(1).scenario(dialogue);
            assertFalse(scenario.createdAt().isBefore(Week.MONDAY.atStartOfDay(Team.ZONE).toInstant()));
            assertTrue(scenario.createdAt().isBefore(Week.MONDAY.plusWeeks(1).atStartOfDay(Team.ZONE).toInstant()));
            Instant last = scenario.createdAt();
            for (SlaScenarioEvent event : scenario.events()) {
                assertFalse(event.at().isBefore(last), dialogue.id());
                last = event.at();
            }
        }
    }

    @Test
    void nobodyAnswersWhileTheTeamIsAtHome() {
        Instant fridayEvening = Instant.parse("2026-03-27T18:59:00Z");
        assertEquals(Instant.parse("2026-03-28T09:09:00Z"), Team.done(fridayEvening, Duration.ofMinutes(10)));
        Instant night = Instant.parse("2026-03-24T01:00:00Z");
        assertEquals(Instant.parse("2026-03-24T07:10:00Z"), Team.done(night, Duration.ofMinutes(10)));
        assertEquals(Instant.parse("2026-03-24T12:10:00Z"),
                Team.done(Instant.parse("2026-03-24T12:00:00Z"), Duration.ofMinutes(10)));
    }

    @Test
    void theLastTurnIsTheAgentsAndThenItIsResolved() {
        List<SlaScenarioEvent> events = new Week(3).scenario(DIALOGUE).events();
        assertEquals(SlaScenarioEventType.AGENT_REPLY, events.get(events.size() - 2).type());
        assertEquals("resolved", events.get(events.size() - 1).status().orElseThrow().toString());
    }
}
