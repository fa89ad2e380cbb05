package dev.nightdesk.api.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.NoHolidays;
import dev.nightdesk.api.schedule.Schedule;
import dev.nightdesk.api.schedule.ScheduleVersion;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the engine to {@link SlaReferenceModel}; {@code -Dnightdesk.sla.cases=50000} is the long mode. */
class SlaClockReferenceTest {
    private static final int CASES = Integer.getInteger("nightdesk.sla.cases", 400);
    private static final long SEED = Long.getLong("nightdesk.time.seed", 7);

    private final Map<SlaEvent.Type, Integer> seen = new EnumMap<>(SlaEvent.Type.class);

    @Test
    void agreesWithAModelThatCountsMinutes() {
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED * 7_000_003 + i);
            RandomHistories.History history = new RandomHistories(random).next(i);
            SlaReferenceModel model = new SlaReferenceModel(history).play();
            for (Ticking ticking : Ticking.values()) {
                String context = "case " + i + " " + ticking;
                Played played = play(history, ticking, random);
                List<SlaReferenceModel.Fact> facts = played.events.stream().map(event -> fact(history, event)).toList();
                assertIterableEquals(model.facts(), facts, context);
                assertLedger(model, history, played, context);
            }
            model.facts().forEach(fact -> seen.merge(fact.type(), 1, Integer::sum));
        }
        System.out.println(CASES + " histories agree, with events " + seen);
        assertEquals(SlaEvent.Type.values().length, seen.size(), "every kind of event must have occurred");
    }

    /** When the engine is called besides what happens. */
    private enum Ticking {
        AT_EACH_WAKE,
        NEVER,
        AT_RANDOM
    }

    private static final class Played {
        private SlaState state;
        private SlaSubject subject;
        private final List<SlaEvent> events = new ArrayList<>();
        private final List<SlaHistory> history = new ArrayList<>();

        void add(SlaChange change) {
            state = change.state();
            events.addAll(change.events());
            history.addAll(change.history());
        }
    }

    private static Played play(RandomHistories.History history, Ticking ticking, Random random) {
        Books books = new Books(history);
        Played played = new Played();
        played.subject = history.subject();
        played.add(new SlaClock(books.at(history.start())).begin(played.subject, history.start()));
        for (Map.Entry<Integer, List<SlaInput>> step : history.inputs().entrySet()) {
            Instant now = history.instant(step.getKey());
            tick(played, books, ticking, random, now);
            played.add(new SlaClock(books.at(now)).apply(played.state, played.subject, step.getValue(), now));
            for (SlaInput input : step.getValue()) {
                played.subject = input instanceof SlaInput.SubjectChanged changed ? changed.subject() : played.subject;
            }
        }
        Instant end = history.instant(history.minutes() - 1);
        tick(played, books, ticking, random, end);
        played.add(new SlaClock(books.at(end)).tick(played.state, played.subject, end));
        return played;
    }

    private static void tick(Played played, Books books, Ticking ticking, Random random, Instant until) {
        switch (ticking) {
            case NEVER -> { }
            case AT_RANDOM -> {
                long span = Duration.between(played.state.at(), until).toMillis();
                for (int i = random.nextInt(3); i > 0 && span > 0; i--) {
                    // The second may come before the first: clocks of nodes differ, what they know does not go back.
                    Instant now = until.minusMillis(random.nextLong(span));
                    Instant known = now.isAfter(played.state.at()) ? now : played.state.at();
                    played.add(new SlaClock(books.at(known)).tick(played.state, played.subject, now));
                }
            }
            case AT_EACH_WAKE -> {
                for (Instant wake = wake(played, books); !wake.isAfter(until); wake = wake(played, books)) {
                    int before = played.events.size();
                    Instant known = played.state.at();
                    played.add(new SlaClock(books.at(wake)).tick(played.state, played.subject, wake));
                    assertTrue(played.events.size() > before || books.changed(known, wake), "woken for nothing");
                    played.events.subList(before, played.events.size()).forEach(
                            event -> assertFalse(event.at().isAfter(played.state.at()), "early"));
                }
            }
        }
    }

    /** A background re-projection comes the moment rules or schedules change. */
    private static Instant wake(Played played, Books books) {
        if (played.subject.status() == ConversationStatus.CLOSED) {
            return Instant.MAX;
        }
        Instant change = books.nextChange(played.state.at());
        Instant wake = played.state.nextWake().orElse(Instant.MAX);
        return wake.isBefore(change) ? wake : change;
    }

    private static SlaReferenceModel.Fact fact(RandomHistories.History history, SlaEvent event) {
        assertEquals(0, event.at().toEpochMilli() % 60_000);
        assertEquals(0, event.elapsed().toMillis() % 60_000);
        return new SlaReferenceModel.Fact(event.type(), history.minute(event.at()), event.metric(), event.cycle(),
                (int) event.elapsed().toMinutes(), event.state());
    }

    private static void assertLedger(
            SlaReferenceModel model, RandomHistories.History history, Played played, String context) {
        Instant end = history.instant(history.minutes());
        Ledger ledger = Ledger.of(played.state, played.history, new Books(history).at(end), end);
        List<SlaReferenceModel.Account> accounts = ledger.entries().stream()
                .map(entry -> new SlaReferenceModel.Account(entry.metric(), entry.cycle(), entry.state(),
                        (int) entry.terms().within().toMinutes(), (int) entry.elapsed().toMinutes(),
                        history.minute(entry.startedAt()), history.minute(entry.metAt()),
                        history.minute(entry.breachedAt())))
                .toList();
        assertEquals(model.accounts(), accounts, context);
        for (LedgerEntry entry : ledger.entries()) {
            Duration sum = Duration.ZERO;
            Instant from = entry.startedAt();
            for (LedgerSegment segment : entry.segments()) {
                assertEquals(from, segment.from(), context + " has a gap in " + entry);
                from = segment.to();
                sum = segment.counted() ? sum.plus(segment.length()) : sum;
            }
            assertEquals(entry.elapsed(), sum, context + " does not add up: " + entry);
        }
    }

    /** What a node knows at an instant: no rule and no version of a schedule that is not written yet. */
    private static final class Books {
        private final RandomHistories.History history;
        private final Map<Instant, SlaRulebook> known = new HashMap<>();
        private final List<Instant> changes = new ArrayList<>();

        Books(RandomHistories.History history) {
            this.history = history;
            history.rules().forEach(rules -> changes.add(rules.since()));
            history.schedules().values().forEach(schedule -> schedule.versions().stream()
                    .map(ScheduleVersion::effectiveFrom).filter(from -> from != null).forEach(changes::add));
            changes.sort(null);
        }

        Instant nextChange(Instant after) {
            return changes.stream().filter(change -> change.isAfter(after)).findFirst().orElse(Instant.MAX);
        }

        boolean changed(Instant after, Instant until) {
            return !nextChange(after).isAfter(until);
        }

        SlaRulebook at(Instant now) {
            Instant last = changes.stream().filter(change -> !change.isAfter(now)).reduce(Instant.EPOCH, (a, b) -> b);
            return known.computeIfAbsent(last, this::book);
        }

        private SlaRulebook book(Instant now) {
            Map<String, BusinessCalendar> calendars = new HashMap<>();
            history.schedules().forEach((id, schedule) -> {
                List<ScheduleVersion> written = schedule.versions().stream().filter(version -> version.number() == 1
                        || !version.effectiveFrom().isAfter(now)).toList();
                calendars.put(id, BusinessCalendar.of(new Schedule(id, id, written), new NoHolidays()));
            });
            return new SlaRulebook(
                    history.rules().stream().filter(rules -> !rules.since().isAfter(now)).toList(), calendars);
        }
    }
}
