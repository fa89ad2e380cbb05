package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of service levels a second time, minute by minute: a target's clock is a counter that goes up in every
 * minute in which it counts. It knows no stretches, no calendars and no deadlines, and shares no code with the engine
 * but the words of policies and inputs.
 */
final class SlaReferenceModel {
    private final RandomHistories.History history;
    private final ConversationStatus[] statusIn;
    private final Map<SlaMetric, Run> runs = new TreeMap<>();
    private final Map<SlaMetric, Integer> cycles = new TreeMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private SlaSubject subject;
    private List<SlaPolicy> policies;
    private Map<String, String> queues;
    private String queue;
    private boolean answered;

    /** An event, by minute. */
    record Fact(SlaEvent.Type type, int minute, SlaMetric metric, int cycle, int used, TargetState state) {}

    /** A ledger entry, by minute; -1 is never. */
    record Account(
            SlaMetric metric, int cycle, TargetState state, int within, int used, int started, int met, int breached) {}

    private record Promise(
            String policy,
            int within,
            String schedule,
            Set<ConversationStatus> pauses,
            List<Integer> warnings,
            boolean bot,
            boolean note) {
        boolean sameAs(Promise other) {
            return policy.equals(other.policy) && within == other.within && schedule.equals(other.schedule)
                    && pauses.equals(other.pauses) && warnings.equals(other.warnings)
                    && bot == other.bot && note == other.note;
        }
    }

    private static final class Run {
        private final SlaMetric metric;
        private final int cycle;
        private final int started;
        private int warned;
        private int breached = -1;
        private Promise promise;
        private int used;
        private ConversationStatus pausedBy;
        private int met = -1;

        Run(SlaMetric metric, int cycle, int started) {
            this.metric = metric;
            this.cycle = cycle;
            this.started = started;
        }

        TargetState state() {
            if (met >= 0) {
                return breached < 0 ? TargetState.MET : TargetState.MET_LATE;
            }
            if (breached >= 0) {
                return TargetState.BREACHED;
            }
            if (pausedBy != null) {
                return TargetState.PAUSED;
            }
            return promise.warnings.stream().anyMatch(due -> due <= warned) ? TargetState.AT_RISK : TargetState.ACTIVE;
        }
    }

    SlaReferenceModel(RandomHistories.History history) {
        this.history = history;
        statusIn = new ConversationStatus[history.minutes()];
        subject = history.subject();
        rules(history.rules().getFirst());
    }

    List<Fact> facts() {
        return facts;
    }

    List<Account> accounts() {
        List<Account> all = new ArrayList<>(accounts);
        runs.values().stream()
                .filter(run -> run.promise != null)
                .forEach(run -> all.add(account(run, run.state(), run.met)));
        all.sort(Comparator.comparingInt(Account::started).thenComparing(Account::metric));
        return all;
    }

    SlaReferenceModel play() {
        for (int minute = 0; minute < history.minutes(); minute++) {
            if (minute == 0) {
                for (SlaMetric metric :
                        List.of(SlaMetric.AGENT_WORK_TIME, SlaMetric.REQUESTER_WAIT_TIME, SlaMetric.RESOLUTION)) {
                    start(metric, 0);
                }
                settle(0);
            }
            fallDue(minute);
            for (SlaRules rules : history.rules()) {
                if (rules.revision() > 1 && history.minute(rules.since()) == minute) {
                    rules(rules);
                    settle(minute);
                }
            }
            for (SlaInput input : history.inputs().getOrDefault(minute, List.of())) {
                take(input, minute);
                settle(minute);
            }
            statusIn[minute] = subject.status();
            for (Run run : runs.values()) {
                boolean counts = run.promise != null && run.met < 0 && run.pausedBy == null;
                run.used += counts && open(run.promise, minute) ? 1 : 0;
            }
        }
        return this;
    }

    private boolean open(Promise promise, int minute) {
        return history.openMinutes().get(promise.schedule)[minute];
    }

    private void rules(SlaRules rules) {
        policies = rules.policies();
        queues = rules.queueSchedules();
    }

    private boolean resolved() {
        return subject.status() == ConversationStatus.RESOLVED || subject.status() == ConversationStatus.CLOSED;
    }

    private void fallDue(int minute) {
        for (Run run : runs.values()) {
            if (run.promise == null || run.met >= 0 || run.breached >= 0) {
                continue;
            }
            if (run.used >= run.promise.within) {
                run.breached = minute;
                fact(SlaEvent.Type.BREACHED, minute, run);
            } else if (run.pausedBy == null && open(run.promise, minute)) {
                for (int warning : run.promise.warnings) {
                    if (warning > run.warned && warning <= run.used) {
                        run.warned = warning;
                        fact(SlaEvent.Type.AT_RISK, minute, run);
                    }
                }
            }
        }
    }

    private void settle(int minute) {
        if (resolved()) {
            return;
        }
        for (Run run : runs.values()) {
            Promise promise = promise(run.metric);
            if (promise == null) {
                if (run.promise != null) {
                    over(run, TargetState.CANCELLED, minute);
                    run.promise = null;
                }
            } else if (run.promise == null) {
                run.promise = promise;
                run.pausedBy = pause(promise, subject.status());
                run.used = 0;
                for (int past = run.started; past < minute; past++) {
                    run.used += open(promise, past) && pause(promise, statusIn[past]) == null ? 1 : 0;
                }
                fact(SlaEvent.Type.APPLIED, minute, run);
            } else {
                renew(run, promise, minute);
            }
        }
        fallDue(minute);
    }

    private void renew(Run run, Promise promise, int minute) {
        ConversationStatus before = run.pausedBy;
        boolean otherPromise = !promise.sameAs(run.promise);
        run.promise = promise;
        run.pausedBy = pause(promise, subject.status());
        if (otherPromise) {
            fact(SlaEvent.Type.APPLIED, minute, run);
        }
        if (before == ConversationStatus.RESOLVED || (before != null && run.pausedBy == null)) {
            fact(SlaEvent.Type.RESUMED, minute, run);
        } else if (before == null && run.pausedBy != null) {
            fact(SlaEvent.Type.PAUSED, minute, run);
        }
    }

    private static ConversationStatus pause(Promise promise, ConversationStatus status) {
        boolean stands = status == ConversationStatus.RESOLVED || status == ConversationStatus.CLOSED;
        return stands || promise.pauses.contains(status) ? status : null;
    }

    private Promise promise(SlaMetric metric) {
        for (SlaPolicy policy : policies) {
            if (!policy.match().matches(subject)) {
                continue;
            }
            SlaTarget best = null;
            for (SlaTarget target : policy.targets()) {
                boolean fits = target.metric() == metric
                        && (target.priority() == null || target.priority() == subject.priority())
                        && (target.channel() == null || target.channel().equals(subject.channel()));
                if (fits && (best == null || points(target) > points(best))) {
                    best = target;
                }
            }
            return best == null ? null : promise(policy, best);
        }
        return null;
    }

    private static int points(SlaTarget target) {
        return (target.priority() == null ? 0 : 10) + (target.channel() == null ? 0 : 1);
    }

    private Promise promise(SlaPolicy policy, SlaTarget target) {
        String schedule = switch (target.schedule()) {
            case TargetSchedule.AroundTheClock all -> null;
            case TargetSchedule.OfQueue ofQueue -> queue == null ? null : queues.get(queue);
            case TargetSchedule.Named named -> named.scheduleId();
        };
        Set<ConversationStatus> pauses = new HashSet<>(target.pauseOn());
        if (target.metric() == SlaMetric.AGENT_WORK_TIME) {
            pauses.addAll(List.of(
                    ConversationStatus.PENDING, ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED));
        }
        if (target.metric() == SlaMetric.REQUESTER_WAIT_TIME) {
            pauses.add(ConversationStatus.PENDING);
        }
        int within = (int) target.within().toMinutes();
        Set<Integer> warnings = new HashSet<>();
        for (Warning warning : target.warnBefore()) {
            warnings.add(within - (int) warning.left(target.within()).toMinutes());
        }
        return new Promise(policy.id(), within, schedule == null ? "always" : schedule, pauses,
                warnings.stream().sorted().toList(), target.countsBotReply(), target.countsNote());
    }

    private void take(SlaInput input, int minute) {
        if (subject.status() == ConversationStatus.CLOSED) {
            return;
        }
        switch (input) {
            case SlaInput.Message message -> message(message.author(), minute);
            case SlaInput.SubjectChanged changed -> change(changed.subject(), minute);
            case SlaInput.QueueEntered entered -> {
                met(SlaMetric.QUEUE_OWNERSHIP, minute);
                queue = entered.queueId();
                start(SlaMetric.QUEUE_OWNERSHIP, minute);
            }
            case SlaInput.QueueLeft left -> met(SlaMetric.QUEUE_OWNERSHIP, minute);
            case SlaInput.Rang rang -> {
                cancelled(SlaMetric.SPEED_OF_ANSWER, minute);
                start(SlaMetric.SPEED_OF_ANSWER, minute);
            }
            case SlaInput.Accepted accepted -> met(SlaMetric.SPEED_OF_ANSWER, minute);
            case SlaInput.RingEnded ended -> cancelled(SlaMetric.SPEED_OF_ANSWER, minute);
            case SlaInput.Ended ended -> List.copyOf(runs.keySet()).forEach(metric -> cancelled(metric, minute));
        }
    }

    private void message(SlaInput.Author author, int minute) {
        Run waiting = runs.getOrDefault(SlaMetric.FIRST_RESPONSE, runs.get(SlaMetric.NEXT_RESPONSE));
        if (author == SlaInput.Author.CUSTOMER) {
            if (waiting == null) {
                start(answered ? SlaMetric.NEXT_RESPONSE : SlaMetric.FIRST_RESPONSE, minute);
            }
            return;
        }
        if (waiting != null && isAnswer(waiting.metric, author)) {
            met(waiting.metric, minute);
            answered = true;
        }
        if (!resolved() && isAnswer(SlaMetric.PERIODIC_UPDATE, author)) {
            met(SlaMetric.PERIODIC_UPDATE, minute);
            start(SlaMetric.PERIODIC_UPDATE, minute);
        }
    }

    private boolean isAnswer(SlaMetric metric, SlaInput.Author author) {
        Promise promise = promise(metric);
        return author == SlaInput.Author.AGENT
                || (promise != null && (author == SlaInput.Author.BOT ? promise.bot : promise.note));
    }

    private void change(SlaSubject after, int minute) {
        boolean before = resolved();
        subject = after;
        if (resolved() && !before) {
            for (Run run : List.copyOf(runs.values())) {
                switch (run.metric) {
                    case AGENT_WORK_TIME, REQUESTER_WAIT_TIME, RESOLUTION -> {
                        if (run.promise != null) {
                            run.met = minute;
                            run.pausedBy = after.status();
                            fact(SlaEvent.Type.MET, minute, run);
                        }
                    }
                    case QUEUE_OWNERSHIP -> met(run.metric, minute);
                    case FIRST_RESPONSE -> {
                        answered = true;
                        cancelled(run.metric, minute);
                    }
                    default -> cancelled(run.metric, minute);
                }
            }
        } else if (!resolved() && before) {
            runs.values().forEach(run -> run.met = -1);
        }
        if (subject.status() == ConversationStatus.CLOSED) {
            runs.values().stream().filter(run -> run.promise != null)
                    .forEach(run -> accounts.add(account(run, run.state(), run.met)));
            runs.clear();
        }
    }

    private void start(SlaMetric metric, int minute) {
        runs.put(metric, new Run(metric, cycles.merge(metric, 1, Integer::sum), minute));
    }

    private void met(SlaMetric metric, int minute) {
        Run run = runs.remove(metric);
        if (run != null && run.promise != null) {
            over(run, run.breached < 0 ? TargetState.MET : TargetState.MET_LATE, minute);
        }
    }

    private void cancelled(SlaMetric metric, int minute) {
        Run run = runs.remove(metric);
        if (run != null && run.promise != null) {
            over(run, TargetState.CANCELLED, minute);
        }
    }

    private void over(Run run, TargetState state, int minute) {
        boolean cancelled = state == TargetState.CANCELLED;
        accounts.add(account(run, state, cancelled ? -1 : minute));
        facts.add(new Fact(cancelled ? SlaEvent.Type.CANCELLED : SlaEvent.Type.MET,
                minute, run.metric, run.cycle, run.used, state));
    }

    private static Account account(Run run, TargetState state, int met) {
        return new Account(
                run.metric, run.cycle, state, run.promise.within, run.used, run.started, met, run.breached);
    }

    private void fact(SlaEvent.Type type, int minute, Run run) {
        facts.add(new Fact(type, minute, run.metric, run.cycle, run.used, run.state()));
    }
}
