package dev.nightdesk.api.conversation;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.work.Pace;
import dev.nightdesk.api.slapolicy.Rulebooks;
import dev.nightdesk.api.slapolicy.ScheduleWatch;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Brings the conversations that are not resolved up to date with changed rules, in portions, status by status. One that
 * changes its status meanwhile is brought up to date by that very change. Of several changes only the last does the
 * work.
 */
public final class SlaReprojection implements OperationHandler {
    private static final List<ConversationStatus> STATUSES = List.of(ConversationStatus.OPEN,
            ConversationStatus.PENDING, ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED);
    /** Until then another node may still begin conversations under the rules before. */
    private static final Duration PATIENCE = Rulebooks.STALE_AT_MOST.plusMillis(500);
    private static final int AT_ONCE = 500;
    private static final int PORTION = 50;
    /** 100,000 take some 50 seconds; what a portion leaves of its time belongs to requests. */
    private static final Pace PACE = new Pace(Duration.ofMillis(23));

    private final ConversationStore store;
    private final Commands commands;
    private final Rulebooks rulebooks;
    private final ScheduleWatch schedules;
    private final Judgement judgement;

    /** A handler over the store. */
    public SlaReprojection(ConversationStore store, Commands commands, Rulebooks rulebooks, ScheduleWatch schedules) {
        this.store = store;
        this.commands = commands;
        this.rulebooks = rulebooks;
        this.schedules = schedules;
        this.judgement = new Judgement(rulebooks);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.SLA_REPROJECTION;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        Optional<Course> begun = Course.of(operation.memory());
        if (begun.isEmpty()) {
            schedules.noticeFor(operation, now);
            Course course = Course.begin(rulebooks.version(operation.workspaceId()),
                    store.count(operation.workspaceId(), Set.copyOf(STATUSES)));
            return Step.more(0, course.memory()).after(test(operation) ? Duration.ZERO : PATIENCE);
        }
        Course course = begun.get();
        boolean overtaken = rulebooks.version(operation.workspaceId()) > course.revision();
        return overtaken ? Step.done() : portion(operation, course, now);
    }

    private static boolean test(Operation operation) {
        return operation.order().testClockId() != null;
    }

    private Step portion(Operation operation, Course course, Instant now) {
        String workspaceId = operation.workspaceId();
        Pace.Stint stint = (test(operation) ? Pace.UNBRIDLED : PACE).begin();
        Page<Loaded<Conversation>> page = store.inStatus(workspaceId, STATUSES.get(course.status()), course.from(),
                AT_ONCE);
        Judgement.Bench bench = judgement.bench(List.of(workspaceId));
        long changed = stint.total(portions(page.data()), portion -> project(portion, bench, now));
        Course next = course.after(page);
        boolean done = next.status() == STATUSES.size();
        return (done ? Step.done() : Step.more(next.progress(), next.memory()))
                .affecting(ResourceType.CONVERSATION, changed);
    }

    private static List<List<Loaded<Conversation>>> portions(List<Loaded<Conversation>> page) {
        return IntStream.iterate(0, i -> i < page.size(), i -> i + PORTION)
                .mapToObj(i -> page.subList(i, Math.min(page.size(), i + PORTION))).toList();
    }

    private int project(List<Loaded<Conversation>> portion, Judgement.Bench bench, Instant now) {
        return commands.applyAll(store, portion, now, conversation -> {
            ConversationChange change = bench.levels(conversation)
                    .pass(new ConversationChange(conversation, List.of()), conversation, now);
            return change.state().version() == conversation.version() ? Optional.empty()
                    : Optional.of(ConversationEffects.told(conversation, change));
        }).changed();
    }

    /**
     * How far a re-projection has come.
     *
     * @param revision of the rulebook it is about
     * @param total how many conversations there were at first
     * @param seen how many were looked at
     * @param status the status in work, by its place in the order
     * @param from the last conversation of that status that was looked at
     */
    private record Course(long revision, long total, long seen, int status, Optional<Position> from) {
        static Course begin(long revision, long total) {
            return new Course(revision, total, 0, 0, Optional.empty());
        }

        static Optional<Course> of(Map<String, String> memory) {
            return !memory.containsKey("revision") ? Optional.empty()
                    : Optional.of(new Course(Long.parseLong(memory.get("revision")),
                            Long.parseLong(memory.get("total")), Long.parseLong(memory.get("seen")),
                            Integer.parseInt(memory.get("status")), Optional.ofNullable(memory.get("key"))
                                    .map(key -> new Position(key, memory.get("id")))));
        }

        Course after(Page<Loaded<Conversation>> page) {
            return new Course(revision, total, seen + page.data().size(), page.next().isPresent() ? status : status + 1,
                    page.next());
        }

        double progress() {
            return total == 0 ? 1 : Math.min(1, (double) seen / total);
        }

        Map<String, String> memory() {
            Map<String, String> memory = new HashMap<>(Map.of("revision", Long.toString(revision),
                    "total", Long.toString(total), "seen", Long.toString(seen), "status", Integer.toString(status)));
            from.ifPresent(position -> {
                memory.put("key", position.key());
                memory.put("id", position.id());
            });
            return Map.copyOf(memory);
        }
    }
}
