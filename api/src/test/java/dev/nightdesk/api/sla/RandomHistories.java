package dev.nightdesk.api.sla;

import dev.nightdesk.api.schedule.MinuteOracle;
import dev.nightdesk.api.schedule.RandomSchedules;
import dev.nightdesk.api.schedule.Schedule;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Some days in the life of a conversation under rules that change: everything happens on whole minutes. */
final class RandomHistories {
    // Since then every zone's offset is of whole minutes.
    private static final Instant MODERN = Instant.parse("1975-01-01T00:00:00Z");
    private static final List<String> TAGS = List.of("vip", "billing", "spam");
    private static final List<String> CHANNELS = List.of("email", "chat", "voice");
    private static final List<ConversationStatus> MOVES = List.of(ConversationStatus.OPEN, ConversationStatus.PENDING,
            ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED, ConversationStatus.RESOLVED);

    private final Random random;

    RandomHistories(Random random) {
        this.random = random;
    }

    /** What happened, and under which rules and schedules. */
    record History(
            Instant start,
            int minutes,
            SlaSubject subject,
            Map<Integer, List<SlaInput>> inputs,
            List<SlaRules> rules,
            Map<String, Schedule> schedules,
            Map<String, boolean[]> openMinutes) {
        int minute(Instant instant) {
            return instant == null ? -1 : (int) Duration.between(start, instant).toMinutes();
        }

        Instant instant(int minute) {
            return start.plusSeconds(60L * minute);
        }
    }

    History next(int round) {
        RandomSchedules schedules = new RandomSchedules(random);
        ZoneId zone = schedules.zone(round);
        Instant any = schedules.instant(zone).truncatedTo(ChronoUnit.MINUTES);
        Instant start = any.isBefore(MODERN) ? any.plus(Duration.ofDays(6 * 365)) : any;
        int minutes = 600 + random.nextInt(7_000);
        Map<String, Schedule> byId = new HashMap<>();
        Map<String, boolean[]> open = new HashMap<>();
        boolean[] always = new boolean[minutes];
        Arrays.fill(always, true);
        open.put("always", always);
        for (String id : List.of("sch_a", "sch_b")) {
            Schedule schedule = schedules.around(start, zone);
            byId.put(id, new Schedule(id, id, schedule.versions()));
            open.put(id, openMinutes(schedule, start, minutes));
        }
        SlaSubject subject = new SlaSubject(ConversationStatus.OPEN, any(Priority.values()), any(CHANNELS), tags(),
                null, null, null, Map.of());
        return new History(start, minutes, subject, inputs(subject, minutes), rules(start, minutes), byId, open);
    }

    private static boolean[] openMinutes(Schedule schedule, Instant start, int minutes) {
        MinuteOracle oracle = new MinuteOracle(schedule);
        boolean[] open = new boolean[minutes];
        for (int i = 0; i < minutes; i++) {
            open[i] = oracle.open(start.plusSeconds(60L * i));
        }
        return open;
    }

    private Map<Integer, List<SlaInput>> inputs(SlaSubject first, int minutes) {
        Map<Integer, List<SlaInput>> inputs = new TreeMap<>();
        SlaSubject subject = first;
        int steps = random.nextInt(40);
        Set<Integer> when = new HashSet<>();
        for (int i = 0; i < steps; i++) {
            when.add(random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(minutes));
        }
        for (int minute : when.stream().sorted().toList()) {
            if (subject.status() == ConversationStatus.CLOSED) {
                break;
            }
            List<SlaInput> step = step(subject, minute > minutes * 9 / 10);
            inputs.put(minute, step);
            for (SlaInput input : step) {
                subject = input instanceof SlaInput.SubjectChanged changed ? changed.subject() : subject;
            }
        }
        return inputs;
    }

    private List<SlaInput> step(SlaSubject subject, boolean late) {
        SlaInput message = new SlaInput.Message(any(SlaInput.Author.values()));
        return switch (random.nextInt(late ? 13 : 12)) {
            case 0, 1, 2 -> reopening(subject);
            case 3 -> List.of(message, new SlaInput.SubjectChanged(subject.with(any(MOVES))));
            case 4 -> List.of(message);
            case 5, 6 -> List.of(new SlaInput.SubjectChanged(subject.with(any(MOVES))));
            case 7 -> List.of(new SlaInput.SubjectChanged(subject.with(any(Priority.values()))));
            case 8 -> List.of(new SlaInput.SubjectChanged(subject.withTags(tags())));
            case 9 -> List.of(new SlaInput.QueueEntered(any(List.of("que_1", "que_2"))));
            case 10 -> List.of(any(List.of(new SlaInput.QueueLeft(), new SlaInput.Accepted(),
                    new SlaInput.RingEnded())));
            case 11 -> List.of(new SlaInput.Rang());
            default -> List.of(random.nextBoolean()
                    ? new SlaInput.SubjectChanged(subject.with(ConversationStatus.CLOSED))
                    : new SlaInput.Ended());
        };
    }

    private List<SlaInput> reopening(SlaSubject subject) {
        SlaInput message = new SlaInput.Message(SlaInput.Author.CUSTOMER);
        if (subject.status() == ConversationStatus.OPEN) {
            return List.of(message);
        }
        SlaInput reopened = new SlaInput.SubjectChanged(subject.with(ConversationStatus.OPEN));
        return random.nextBoolean() ? List.of(reopened, message) : List.of(message, reopened);
    }

    private List<SlaRules> rules(Instant start, int minutes) {
        List<SlaRules> rules = new ArrayList<>();
        rules.add(revision(1, start.minusSeconds(3_600)));
        for (int minute = random.nextInt(minutes); random.nextBoolean(); minute = random.nextInt(minutes)) {
            Instant since = start.plusSeconds(60L * minute);
            if (minute > 0 && since.isAfter(rules.getLast().since())) {
                rules.add(revision(rules.size() + 1, since));
            }
        }
        return rules;
    }

    private SlaRules revision(int revision, Instant since) {
        List<SlaPolicy> policies = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PolicyMatch match = i == 2 ? PolicyMatch.EVERYTHING : switch (random.nextInt(3)) {
                case 0 -> all(new Condition("tag", Condition.Operator.EQ, List.of(any(TAGS))));
                case 1 -> all(new Condition("priority", Condition.Operator.GTE, List.of("high")));
                default -> all(new Condition("channel", Condition.Operator.NE, List.of(any(CHANNELS))));
            };
            int version = random.nextInt(3) == 0 ? revision : 1;
            policies.add(new SlaPolicy("slp_" + i, version, "Policy " + i, match, targets()));
        }
        Map<String, String> queues =
                random.nextBoolean() ? Map.of("que_1", "sch_a") : Map.of("que_1", "sch_b", "que_2", "sch_a");
        return new SlaRules(revision, since, policies, queues);
    }

    private static PolicyMatch all(Condition condition) {
        return new PolicyMatch(List.of(condition), List.of());
    }

    private List<SlaTarget> targets() {
        List<SlaTarget> targets = new ArrayList<>();
        for (SlaMetric metric : SlaMetric.values()) {
            if (random.nextInt(5) > 0) {
                targets.add(target(metric, null, null));
            }
            if (random.nextInt(4) == 0) {
                targets.add(target(metric, any(Priority.values()), null));
            }
            if (random.nextInt(4) == 0) {
                targets.add(target(metric, null, any(CHANNELS)));
            }
        }
        return targets;
    }

    private SlaTarget target(SlaMetric metric, Priority priority, String channel) {
        int within = 4 + random.nextInt(random.nextBoolean() ? 120 : 3_000);
        TargetSchedule schedule = metric.neverPauses()
                ? new TargetSchedule.AroundTheClock()
                : any(List.of(new TargetSchedule.AroundTheClock(), new TargetSchedule.OfQueue(),
                        new TargetSchedule.Named("sch_a"), new TargetSchedule.Named("sch_b")));
        Set<ConversationStatus> pauseOn = EnumSet.noneOf(ConversationStatus.class);
        if (!metric.neverPauses() && random.nextBoolean()) {
            pauseOn.add(any(MOVES.subList(0, 4)));
            pauseOn.add(any(MOVES.subList(1, 4)));
        }
        List<Warning> warnings = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            warnings.add(new Warning.Before(Duration.ofMinutes(1 + random.nextInt(within - 2))));
        }
        return new SlaTarget(metric, priority, channel, Duration.ofMinutes(within), schedule, pauseOn, warnings,
                random.nextInt(3) == 0, random.nextInt(4) == 0);
    }

    private Set<String> tags() {
        return random.nextBoolean() ? Set.of() : Set.of(any(TAGS));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
