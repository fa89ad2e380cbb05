package dev.nightdesk.api.sla;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Moment;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the targets of a policy draft, adding what is wrong to a common list. */
final class TargetCheck {
    private static final Pattern PERCENT = Pattern.compile("([1-9]\\d?)%");
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Map<String, BusinessCalendar> schedules;
    private final Instant now;
    private final List<FieldError> errors;

    TargetCheck(Map<String, BusinessCalendar> schedules, Instant now, List<FieldError> errors) {
        this.schedules = schedules;
        this.now = now;
        this.errors = errors;
    }

    /** The target, or empty when anything about it was added to the errors. */
    Optional<SlaTarget> check(String pointer, SlaPolicyDraft.Target draft) {
        int before = errors.size();
        SlaMetric metric = named(SlaMetric.class, pointer + "/metric", draft.metric(), "metric");
        Priority priority = draft.priority() == null
                ? null
                : named(Priority.class, pointer + "/priority", draft.priority(), "priority");
        Duration within = within(pointer + "/within", draft.within());
        TargetSchedule schedule = schedule(pointer + "/schedule_id", draft.scheduleId(), within);
        Set<ConversationStatus> pauseOn = pauseOn(pointer + "/pause_on", draft.pauseOn());
        if (metric != null && metric.neverPauses()) {
            refuseStops(pointer, metric, schedule, pauseOn);
        }
        List<Warning> warnings = warnings(pointer + "/warn_before", draft.warnBefore(), within);
        return errors.size() > before
                ? Optional.empty()
                : Optional.of(new SlaTarget(metric, priority, draft.channel(), within, schedule, pauseOn, warnings,
                        draft.countsBotReply(), draft.countsNote()));
    }

    private <E extends Enum<E>> E named(Class<E> type, String pointer, String name, String what) {
        Optional<E> found = SlaPolicyCheck.EnumNames.find(type, name);
        if (found.isEmpty()) {
            error(pointer, name == null ? "required" : "enum", "Not a " + what + ": " + name);
        }
        return found.orElse(null);
    }

    private Duration within(String pointer, String text) {
        Optional<Duration> within = duration(text).filter(duration -> duration.compareTo(LONGEST) <= 0);
        if (within.isEmpty()) {
            error(pointer, text == null ? "required" : "format",
                    "An ISO 8601 duration of more than nothing and at most a year is needed, such as PT4H.");
        }
        return within.orElse(null);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.ofNullable(text).map(Duration::parse)
                    .filter(Duration::isPositive)
                    .filter(duration -> duration.truncatedTo(ChronoUnit.MILLIS).equals(duration));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private TargetSchedule schedule(String pointer, String id, Duration within) {
        if (id == null) {
            return new TargetSchedule.AroundTheClock();
        }
        if (id.equals("queue")) {
            return new TargetSchedule.OfQueue();
        }
        BusinessCalendar calendar = schedules.get(id);
        if (calendar == null) {
            error(pointer, "unknown_reference", "There is no schedule " + id + ".");
        } else if (calendar.nextOpen(now) instanceof Moment.Never) {
            error(pointer, "never_opens", "The schedule " + id + " never opens, so the time would never run out.");
        } else if (within != null && calendar.add(now, within) instanceof Moment.Never) {
            error(pointer, "never_opens", "The schedule " + id + " is not open long enough for this time to run out.");
        }
        return new TargetSchedule.Named(id);
    }

    private Set<ConversationStatus> pauseOn(String pointer, List<String> names) {
        Set<ConversationStatus> pauseOn = EnumSet.noneOf(ConversationStatus.class);
        for (int i = 0; i < names.size(); i++) {
            Optional<ConversationStatus> status = SlaPolicyCheck.pausing(names.get(i));
            status.ifPresent(pauseOn::add);
            if (status.isEmpty()) {
                error(pointer + "/" + i, "enum",
                        "A target pauses on open, pending, on_hold or snoozed, not on " + names.get(i) + ".");
            }
        }
        if (pauseOn.size() == 4) {
            error(pointer, "never_counts", "Paused on every status, the time would never run.");
        }
        return pauseOn;
    }

    private void refuseStops(
            String pointer, SlaMetric metric, TargetSchedule schedule, Set<ConversationStatus> pauseOn) {
        if (!(schedule instanceof TargetSchedule.AroundTheClock)) {
            error(pointer + "/schedule_id", "conflicting_fields", metric.wireName() + " never pauses: leave the schedule out.");
        }
        if (!pauseOn.isEmpty()) {
            error(pointer + "/pause_on", "conflicting_fields", metric.wireName() + " never pauses.");
        }
    }

    private List<Warning> warnings(String pointer, List<String> texts, Duration within) {
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Matcher percent = PERCENT.matcher(texts.get(i));
            Optional<Warning> warning = percent.matches()
                    ? Optional.of(new Warning.Share(Integer.parseInt(percent.group(1))))
                    : duration(texts.get(i)).map(Warning.Before::new);
            if (warning.isEmpty()) {
                error(pointer + "/" + i, "format",
                        "A warning is an ISO 8601 duration or a percentage from 1% to 99%.");
            } else if (within != null && warning.get().left(within).compareTo(within) >= 0) {
                error(pointer + "/" + i, "out_of_range", "A warning is shorter than its target.");
            }
            warning.ifPresent(warnings::add);
        }
        return warnings;
    }

    private void error(String pointer, String code, String detail) {
        errors.add(FieldError.field(pointer, code, detail));
    }
}
