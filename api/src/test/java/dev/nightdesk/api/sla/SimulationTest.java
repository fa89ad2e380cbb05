package dev.nightdesk.api.sla;

import static dev.nightdesk.api.sla.Play.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final SlaSubject SUBJECT = SlaSubject.of(ConversationStatus.OPEN, Priority.NORMAL, "email");

    private static SlaRulebook book(SlaTarget... targets) {
        return new SlaRulebook(List.of(rules(1, Play.ZERO, targets)), Map.of());
    }

    private static SlaRules rules(int revision, Instant since, SlaTarget... targets) {
        return new SlaRules(revision, since,
                List.of(new SlaPolicy("slp_1", revision, "P", PolicyMatch.EVERYTHING, List.of(targets))), Map.of());
    }

    private static Simulation.Step step(String sinceZero, SlaInput.Author author) {
        return new Simulation.Step(Play.ZERO.plus(Duration.parse(sinceZero)), new SlaInput.Message(author));
    }

    @Test
    void playsWhatWouldHappenInOrder() {
        Simulation simulation = Simulation.run(book(target(SlaMetric.FIRST_RESPONSE, "PT1H")), SUBJECT, Play.ZERO,
                List.of(step("PT2H", SlaInput.Author.AGENT), step("PT0S", SlaInput.Author.CUSTOMER),
                        step("PT90H", SlaInput.Author.CUSTOMER)), Play.ZERO.plusSeconds(86_400));
        assertEquals(List.of(SlaEvent.Type.APPLIED, SlaEvent.Type.BREACHED, SlaEvent.Type.MET),
                simulation.events().stream().map(SlaEvent::type).toList());
        assertEquals(TargetState.MET_LATE, simulation.ledger().entries().getFirst().state());
        assertEquals(Duration.ofHours(2), simulation.ledger().entries().getFirst().elapsed());
    }

    @Test
    void aDraftTellsWhoWouldBreachBeSavedOrMove() {
        SlaTarget two = target(SlaMetric.RESOLUTION, "PT2H");
        SlaState state = new SlaClock(book(two)).begin(SUBJECT, Play.ZERO).state();
        assertEquals(List.of(DraftEffect.Kind.NEWLY_BREACHED), effects(state, "PT1H", two, "PT30M"));
        assertEquals(List.of(DraftEffect.Kind.DEADLINE_CHANGED), effects(state, "PT1H", two, "PT3H"));
        assertEquals(List.of(DraftEffect.Kind.SAVED), effects(state, "PT150M", two, "PT3H"));
        assertEquals(List.of(), effects(state, "PT1H", two, "PT2H"));
        assertEquals(List.of(), effects(state, "PT5H", two, "PT3H"));
    }

    @Test
    void aDraftTellsWhatIsAddedAndRemoved() {
        SlaTarget two = target(SlaMetric.RESOLUTION, "PT2H");
        SlaState state = new SlaClock(book(two)).begin(SUBJECT, Play.ZERO).state();
        Instant now = Play.ZERO.plusSeconds(60);
        SlaRulebook draft = new SlaRulebook(
                List.of(rules(1, Play.ZERO, two), rules(2, now, target(SlaMetric.AGENT_WORK_TIME, "PT9H"))), Map.of());
        assertEquals(List.of(DraftEffect.Kind.ADDED, DraftEffect.Kind.REMOVED),
                DraftEffect.of(state, SUBJECT, book(two), draft, now).stream().map(DraftEffect::kind).toList());
    }

    private static List<DraftEffect.Kind> effects(SlaState state, String after, SlaTarget current, String drafted) {
        Instant now = Play.ZERO.plus(Duration.parse(after));
        SlaRulebook draft = new SlaRulebook(
                List.of(rules(1, Play.ZERO, current), rules(2, now, target(SlaMetric.RESOLUTION, drafted))), Map.of());
        return DraftEffect.of(state, SUBJECT, book(current), draft, now).stream().map(DraftEffect::kind).toList();
    }
}
