package dev.nightdesk.examples.slalab;

import dev.nightdesk.examples.replay.Dialogue;
import dev.nightdesk.sdk.model.Channel;
import dev.nightdesk.sdk.model.ConversationStatus;
import dev.nightdesk.sdk.model.SlaScenario;
import dev.nightdesk.sdk.model.SlaScenarioEvent;
import dev.nightdesk.sdk.model.SlaScenarioEventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lays dialogues into one week. Who said something, after whom and how often, is real: the data set numbers the turns
 * of both sides, so that a number that is missing among the customer's is an agent's. It has no times; those are made
 * up, from the load of a usual week and the hours of a {@link Team}.
 */
final class Week {

    /** The last week of March 2026, which ends with the change to summer time. */
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);

    private static final int HOURS = 7 * 24;
    private static final int[] BY_HOUR = {
        2, 1, 1, 1, 1, 2, 4, 7, 10, 13, 14, 13, 11, 12, 13, 12, 11, 10, 9, 9, 9, 8, 6, 4};
    private static final double WEEKEND = 0.55;
    private static final Duration REPLY = Duration.ofMinutes(9);
    private static final Duration TYPING = Duration.ofSeconds(75);
    private static final Duration WRAP_UP = Duration.ofMinutes(12);
    private static final int MOST_EVENTS = 500;

    private final long seed;

    Week(long seed) {
        this.seed = seed;
    }

    /** What happened in the dialogue, and when. */
    SlaScenario scenario(Dialogue dialogue) {
        Random chance = new Random(seed * 31 + dialogue.id().hashCode());
        Instant now = arrival(chance);
        List<SlaScenarioEvent> events = new ArrayList<>();
        SlaScenario.Builder scenario = SlaScenario.builder().createdAt(now).channel(Channel.CHAT)
                .tags(dialogue.domain());
        int turn = dialogue.turns().get(0).number();
        for (Dialogue.Turn said : dialogue.turns()) {
            if (said.number() > turn) {
                now = Team.done(now, varied(REPLY, chance));
                events.add(event(now, SlaScenarioEventType.AGENT_REPLY));
            }
            now = events.isEmpty() ? now : now.plus(varied(TYPING, chance));
            events.add(event(now, SlaScenarioEventType.CUSTOMER_MESSAGE));
            turn = said.number() + 1;
        }
        now = Team.done(now, varied(REPLY, chance));
        events.add(event(now, SlaScenarioEventType.AGENT_REPLY));
        now = Team.done(now, varied(WRAP_UP, chance));
        SlaScenarioEvent resolved = SlaScenarioEvent.builder().at(now).type(SlaScenarioEventType.CHANGED)
                .status(ConversationStatus.RESOLVED).build();
        List<SlaScenarioEvent> told = events.subList(0, Math.min(events.size(), MOST_EVENTS - 1));
        return scenario.events(joined(told, resolved)).build();
    }

    private static List<SlaScenarioEvent> joined(List<SlaScenarioEvent> events, SlaScenarioEvent last) {
        List<SlaScenarioEvent> all = new ArrayList<>(events);
        all.add(last);
        return all;
    }

    private static SlaScenarioEvent event(Instant at, SlaScenarioEventType type) {
        return SlaScenarioEvent.builder().at(at).type(type).build();
    }

    private static Instant arrival(Random chance) {
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += load(hour);
        }
        double drawn = chance.nextDouble() * sum;
        int hour = 0;
        while (drawn >= load(hour) && hour < HOURS - 1) {
            drawn -= load(hour);
            hour++;
        }
        LocalDateTime local = LocalDateTime.of(MONDAY.plusDays(hour / 24), LocalTime.of(hour % 24, 0))
                .plusSeconds(chance.nextInt(3_600));
        return local.atZone(Team.ZONE).toInstant();
    }

    private static double load(int hour) {
        return BY_HOUR[hour % 24] * (hour / 24 >= 5 ? WEEKEND : 1);
    }

    /** Most are a little shorter, a few much longer: the usual, log-normal shape of service times. */
    private static Duration varied(Duration usual, Random chance) {
        return Duration.ofMillis((long) (usual.toMillis() * Math.exp(chance.nextGaussian())));
    }
}
