package dev.nightdesk.api.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What service levels would make of a conversation that need not exist: its events as they would have been, each at its
 * instant, and its ledger.
 *
 * @param state at the end
 * @param events in the order they would have happened
 * @param history what the conversation would have handed over; with the state, all an imported one needs
 */
public record Simulation(SlaState state, List<SlaEvent> events, List<SlaHistory> history, Ledger ledger) {
    public Simulation {
        events = List.copyOf(events);
        history = List.copyOf(history);
    }

    /** Something that happens in a simulated conversation. */
    public record Step(Instant at, SlaInput input) {}

    /**
     * Plays a conversation.
     *
     * @param subject as it is created
     * @param created when
     * @param steps in any order; those of one instant stay in theirs. None is before {@code created}
     * @param until when the simulation ends; steps after it do not happen
     */
    public static Simulation run(
            SlaRulebook rulebook, SlaSubject subject, Instant created, List<Step> steps, Instant until) {
        SlaClock clock = new SlaClock(rulebook);
        List<SlaEvent> events = new ArrayList<>();
        List<SlaHistory> history = new ArrayList<>();
        SlaChange change = clock.begin(subject, created);
        SlaSubject current = subject;
        List<Step> inOrder = steps.stream()
                .filter(step -> !step.at.isAfter(until)).sorted(Comparator.comparing(Step::at)).toList();
        for (Step step : inOrder) {
            events.addAll(change.events());
            history.addAll(change.history());
            change = clock.apply(change.state(), current, step.input, step.at);
            current = step.input instanceof SlaInput.SubjectChanged changed ? changed.subject() : current;
        }
        events.addAll(change.events());
        history.addAll(change.history());
        SlaChange end = clock.tick(change.state(), current, until);
        events.addAll(end.events());
        history.addAll(end.history());
        return new Simulation(end.state(), events, history, Ledger.of(end.state(), history, rulebook, until));
    }
}
