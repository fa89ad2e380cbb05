package dev.nightdesk.api.sla;

import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A conversation on a stage: tests say what happens and see what follows. Monday 1 June 2026, 09:00 UTC is zero. */
final class Play {
    static final Instant ZERO = Instant.parse("2026-06-01T09:00:00Z");

    private final List<SlaRules> revisions = new ArrayList<>();
    private final Map<String, BusinessCalendar> calendars = new HashMap<>();
    private final Map<String, String> queues = new HashMap<>();
    final List<SlaEvent> events = new ArrayList<>();
    final List<SlaHistory> history = new ArrayList<>();
    SlaSubject subject = SlaSubject.of(ConversationStatus.OPEN, Priority.NORMAL, "email");
    SlaState state;
    Instant now = ZERO;

    static Play under(SlaTarget... targets) {
        return new Play().rules(targets);
    }

    static SlaTarget target(SlaMetric metric, String within) {
        return SlaTarget.of(metric, Duration.parse(within));
    }

    static SlaTarget target(SlaMetric metric, String within, String scheduleId, List<ConversationStatus> pauseOn,
            Warning... warnings) {
        TargetSchedule schedule = scheduleId == null ? new TargetSchedule.AroundTheClock()
                : scheduleId.equals("queue") ? new TargetSchedule.OfQueue() : new TargetSchedule.Named(scheduleId);
        return new SlaTarget(metric, null, null, Duration.parse(within), schedule, Set.copyOf(pauseOn),
                List.of(warnings), false, false);
    }

    static SlaTarget forPriority(Priority priority, SlaTarget target) {
        return new SlaTarget(target.metric(), priority, target.channel(), target.within(), target.schedule(),
                target.pauseOn(), target.warnBefore(), target.countsBotReply(), target.countsNote());
    }

    static Warning before(String duration) {
        return new Warning.Before(Duration.parse(duration));
    }

    Play calendar(String id, BusinessCalendar calendar) {
        calendars.put(id, calendar);
        return this;
    }

    Play queue(String queueId, String scheduleId) {
        queues.put(queueId, scheduleId);
        return this;
    }

    /** From now on these targets of one policy, for every conversation. */
    Play rules(SlaTarget... targets) {
        return rules(PolicyMatch.EVERYTHING, targets);
    }

    Play rules(PolicyMatch match, SlaTarget... targets) {
        int revision = revisions.size() + 1;
        revisions.add(new SlaRules(revision, now,
                List.of(new SlaPolicy("slp_1", revision, "Policy", match, Arrays.asList(targets))), queues));
        return this;
    }

    Play begin() {
        add(clock().begin(subject, now));
        return this;
    }

    Play at(String sinceZero) {
        now = ZERO.plus(Duration.parse(sinceZero));
        return this;
    }

    Play does(SlaInput... inputs) {
        add(clock().apply(state, subject, Arrays.asList(inputs), now));
        for (SlaInput input : inputs) {
            subject = input instanceof SlaInput.SubjectChanged changed ? changed.subject() : subject;
        }
        return this;
    }

    Play customer() {
        return does(new SlaInput.Message(SlaInput.Author.CUSTOMER));
    }

    Play agent() {
        return does(new SlaInput.Message(SlaInput.Author.AGENT));
    }

    Play becomes(ConversationStatus status) {
        return does(new SlaInput.SubjectChanged(subject.with(status)));
    }

    Play becomes(Priority priority) {
        return does(new SlaInput.SubjectChanged(subject.with(priority)));
    }

    Play ticks() {
        return does();
    }

    List<String> told() {
        return events.stream().map(event -> event.type().wireName().substring(4) + " " + event.metric().wireName()
                + " at " + Duration.between(ZERO, event.at()) + " after " + event.elapsed()).toList();
    }

    List<String> told(SlaEvent.Type type) {
        String name = type.wireName().substring(4) + " ";
        return told().stream().filter(line -> line.startsWith(name)).toList();
    }

    SlaRun run(SlaMetric metric) {
        return state.run(metric).orElseThrow();
    }

    Duration untilDeadline(SlaMetric metric) {
        return Duration.between(ZERO, run(metric).clock().deadline());
    }

    Ledger ledger() {
        return Ledger.of(state, history, rulebook(), now);
    }

    SlaRulebook rulebook() {
        return new SlaRulebook(revisions, calendars);
    }

    private SlaClock clock() {
        return new SlaClock(rulebook());
    }

    private void add(SlaChange change) {
        state = change.state();
        events.addAll(change.events());
        history.addAll(change.history());
    }
}
