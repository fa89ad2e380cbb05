package dev.nightdesk.api.proof;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a history of one versioned document can be put in an order that keeps real time. Every answer names the
 * version it saw or made, so the order is known and only has to be held against the clock: a version may be seen no
 * earlier than its write began, and no step may see an older one than a step that had ended before it began.
 */
final class RegisterHistory {
    private RegisterHistory() {
    }

    enum Kind { READ, WRITTEN, REFUSED }

    /**
     * A request and what its answer told.
     *
     * @param version the version seen or made; for a refusal the current one that it named
     * @param value what that version holds; null where the answer does not say
     * @param begun when the request was sent, in nanoseconds
     * @param ended when the answer had arrived
     */
    record Step(Kind kind, long version, String value, long begun, long ended) {
    }

    /** What is wrong with the history; empty when it is linearizable. */
    static String fault(List<Step> steps) {
        Map<Long, Step> writes = new HashMap<>();
        for (Step step : steps) {
            if (step.kind() == Kind.WRITTEN && writes.put(step.version(), step) != null) {
                return "version " + step.version() + " was written twice";
            }
        }
        for (Step step : steps) {
            Step write = writes.get(step.version());
            if (write == null && step.version() > 1) {
                return "nobody wrote what was seen: " + step;
            }
            if (write != null && step.value() != null && !write.value().equals(step.value())) {
                return "another value than the written one: " + step;
            }
            if (write != null && step.ended() < write.begun()) {
                return "seen before it was written: " + step;
            }
        }
        return stale(steps);
    }

    private static String stale(List<Step> steps) {
        List<Step> byEnd = steps.stream().sorted(Comparator.comparingLong(Step::ended)).toList();
        List<Step> byBegin = steps.stream().sorted(Comparator.comparingLong(Step::begun)).toList();
        long newest = 1;
        int ended = 0;
        for (Step step : byBegin) {
            while (byEnd.get(ended).ended() < step.begun()) {
                newest = Math.max(newest, byEnd.get(ended++).version());
            }
            boolean tooOld = step.kind() == Kind.WRITTEN ? step.version() <= newest : step.version() < newest;
            if (tooOld) {
                return "version " + newest + " had been seen before this began: " + step;
            }
        }
        return "";
    }
}
