package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One passage of a conversation through time and what happened. Used once, by one thread. */
final class SlaPassage {
    private final SlaRulebook rulebook;
    private final TargetRuns runs;
    private final List<SlaState.StatusSince> statuses;
    private final Map<SlaMetric, Integer> cycles = new EnumMap<>(SlaMetric.class);
    private SlaSubject subject;
    private SlaRules rules;
    private long revision;
    private String queueId;
    private boolean answered;
    private Instant at;

    SlaPassage(SlaRulebook rulebook, SlaState state, SlaSubject subject) {
        this.rulebook = rulebook;
        this.subject = subject;
        rules = rulebook.of(state.revision());
        revision = state.revision();
        queueId = state.queueId();
        answered = state.answered();
        at = state.at();
        statuses = new ArrayList<>(state.statuses());
        cycles.putAll(state.cycles());
        runs = new TargetRuns(rulebook, state.runs());
    }

    void create() {
        for (SlaMetric metric : SlaMetric.values()) {
            if (metric.resumesOnReopen()) {
                begin(metric);
            }
        }
        settle();
    }

    void passTo(Instant now) {
        Instant target = now.isAfter(at) ? now : at;
        for (SlaRules next : rulebook.after(revision)) {
            if (!next.since().isAfter(target)) {
                fallDue(next.since().isAfter(at) ? next.since() : at);
                rules = next;
                revision = next.revision();
                settle();
            }
        }
        fallDue(target);
    }

    void take(SlaInput input) {
        switch (input) {
            case SlaInput.Message message -> message(message.author());
            case SlaInput.SubjectChanged changed -> changeTo(changed.subject());
            case SlaInput.QueueEntered entered -> {
                runs.meet(SlaMetric.QUEUE_OWNERSHIP, at);
                queueId = entered.queueId();
                begin(SlaMetric.QUEUE_OWNERSHIP);
            }
            case SlaInput.QueueLeft left -> runs.meet(SlaMetric.QUEUE_OWNERSHIP, at);
            case SlaInput.Rang rang -> {
                runs.end(SlaMetric.SPEED_OF_ANSWER, at);
                begin(SlaMetric.SPEED_OF_ANSWER);
            }
            case SlaInput.Accepted accepted -> runs.meet(SlaMetric.SPEED_OF_ANSWER, at);
            case SlaInput.RingEnded ended -> runs.end(SlaMetric.SPEED_OF_ANSWER, at);
            case SlaInput.Ended ended -> runs.metrics().forEach(metric -> runs.end(metric, at));
        }
        settle();
    }

    SlaChange finish() {
        runs.project();
        SlaState state = new SlaState(at, revision, queueId, statuses, answered, cycles, runs.all());
        return new SlaChange(state, runs.events(), runs.history());
    }

    private void fallDue(Instant until) {
        runs.fallDue(until);
        at = until;
    }

    private void begin(SlaMetric metric) {
        int cycle = cycles.merge(metric, 1, Integer::sum);
        runs.add(SlaRun.begin(metric, cycle, at));
    }

    /** One run watches a waiting customer at a time: the first response until there was one, then the next. */
    private void message(SlaInput.Author author) {
        boolean waiting = runs.has(SlaMetric.FIRST_RESPONSE) || runs.has(SlaMetric.NEXT_RESPONSE);
        if (author == SlaInput.Author.CUSTOMER) {
            if (!waiting) {
                begin(answered ? SlaMetric.NEXT_RESPONSE : SlaMetric.FIRST_RESPONSE);
            }
            return;
        }
        SlaMetric watching = runs.has(SlaMetric.FIRST_RESPONSE) ? SlaMetric.FIRST_RESPONSE : SlaMetric.NEXT_RESPONSE;
        if (waiting && answers(watching, author)) {
            runs.meet(watching, at);
            answered = true;
        }
        if (answers(SlaMetric.PERIODIC_UPDATE, author) && !subject.resolved()) {
            runs.meet(SlaMetric.PERIODIC_UPDATE, at);
            begin(SlaMetric.PERIODIC_UPDATE);
        }
    }

    /** Without a target that says otherwise only an agent's public reply is an answer. */
    private boolean answers(SlaMetric metric, SlaInput.Author author) {
        return terms(metric).map(terms -> terms.counts(author)).orElse(author == SlaInput.Author.AGENT);
    }

    private void changeTo(SlaSubject after) {
        boolean wasResolved = subject.resolved();
        boolean statusChanged = subject.status() != after.status();
        subject = after;
        if (!statusChanged) {
            return;
        }
        remember(after.status());
        if (after.resolved() && !wasResolved) {
            resolve();
        } else if (!after.resolved() && wasResolved) {
            runs.reopen();
        }
        if (after.status() == ConversationStatus.CLOSED) {
            runs.close();
        }
    }

    private void resolve() {
        answered |= runs.has(SlaMetric.FIRST_RESPONSE);
        for (SlaMetric metric : runs.metrics()) {
            if (metric.resumesOnReopen()) {
                runs.standMet(metric, at, subject.status());
            } else if (metric == SlaMetric.QUEUE_OWNERSHIP) {
                runs.meet(metric, at);
            } else {
                runs.end(metric, at);
            }
        }
    }

    private void remember(ConversationStatus status) {
        if (statuses.getLast().since().equals(at)) {
            statuses.removeLast();
        }
        statuses.add(new SlaState.StatusSince(status, at));
        if (statuses.size() > SlaState.MOST_STATUSES) {
            SlaState.StatusSince oldest = statuses.removeFirst();
            SlaState.StatusSince next = statuses.removeFirst();
            statuses.addFirst(new SlaState.StatusSince(next.status(), oldest.since()));
        }
    }

    /** Brings every run under the target that now applies. A resolved conversation keeps what it was resolved under. */
    private void settle() {
        if (subject.resolved()) {
            return;
        }
        for (SlaMetric metric : runs.metrics()) {
            runs.settle(metric, terms(metric), at, statuses);
        }
        runs.fallDue(at);
    }

    private Optional<SlaTerms> terms(SlaMetric metric) {
        return rules.terms(metric, subject, queueId);
    }
}
