package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.message.Author;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.message.MessageDraft;
import dev.nightdesk.api.message.MessageFormat;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.message.MessageText;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The state machine under any sequence of commands and any passing of time. */
class ConversationStateTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration AUTO_CLOSE = Duration.ofDays(7);

    /** A command and the time that passes before it. */
    record Step(Duration pause, Action action) {
    }

    enum Action {
        CUSTOMER_REPLY, AGENT_REPLY, NOTE, RESOLVE, REOPEN, HOLD, AWAIT, SNOOZE, CLOSE, ASSIGN, ASSIGN_OTHER, UNASSIGN,
        TAG, UNTAG, LINK, MERGE, UPDATE, TICK;

        ConversationChange on(Conversation c, Instant now) {
            return switch (this) {
                case CUSTOMER_REPLY -> c.write(message(AuthorType.CUSTOMER, MessageKind.REPLY), now);
                case AGENT_REPLY -> c.write(message(AuthorType.AGENT, MessageKind.REPLY), now);
                case NOTE -> c.write(message(AuthorType.AGENT, MessageKind.NOTE), now);
                case RESOLVE -> c.resolve("done", AUTO_CLOSE, now);
                case REOPEN -> c.reopen(now);
                case HOLD -> c.hold(now);
                case AWAIT -> c.awaitCustomer(now);
                case SNOOZE -> c.snooze(now.plus(Duration.ofHours(3)), now);
                case CLOSE -> c.close(null, now);
                case ASSIGN -> c.assign("agt_1", now);
                case ASSIGN_OTHER -> c.assign("agt_2", now);
                case UNASSIGN -> c.unassign(now);
                case TAG -> c.tag(Set.of("vip"), Set.of(), now);
                case UNTAG -> c.tag(Set.of(), Set.of("vip"), now);
                case LINK -> c.link("cnv_other", LinkKind.RELATED, now);
                case MERGE -> c.mergeInto("cnv_survivor", null, now);
                case UPDATE -> c.update(new Details("Changed", c.details().channel(), Priority.HIGH, "de",
                        c.details().tags(), Map.of(), null, Map.of()), now);
                case TICK -> c.tick(null, now);
            };
        }
    }

    @Property(tries = 2_000)
    void versionsAndSequencesStayDenseAndTimersBelongToTheirStatus(@ForAll("steps") List<Step> steps) {
        Conversation state = begin();
        Instant now = START;
        long entries = 0;
        int replies = 0;
        for (Step step : steps) {
            now = now.plus(step.pause());
            Conversation before = state;
            ConversationChange change;
            try {
                change = step.action().on(state, now);
            } catch (Problem refused) {
                assertEquals(409, refused.code().status(), refused.getMessage());
                continue;
            }
            state = change.state();
            if (change.events().isEmpty()) {
                assertSame(before, state, "no event, no change");
                continue;
            }
            assertEquals(before.version() + 1, state.version());
            assertEquals(before.sequence() + change.events().size(), state.sequence());
            assertNotEquals(ConversationStatus.CLOSED, before.status(), "a closed conversation changed");
            for (ConversationEvent event : change.events()) {
                if (event instanceof ConversationEvent.MessageCreated created) {
                    entries++;
                    assertEquals(entries, created.message().sequence());
                    replies += created.message().isPublic() ? 1 : 0;
                }
            }
            checkInvariants(state, entries, replies, now);
        }
    }

    @Property
    void aCustomersReplyOpensWhatWaitsForOneAndNothingElse(@ForAll ConversationStatus status) {
        if (status == ConversationStatus.CLOSED) {
            return;
        }
        Conversation before = in(status);
        Conversation after = Action.CUSTOMER_REPLY.on(before, START.plusSeconds(60)).state();
        boolean opens = EnumSet.of(ConversationStatus.PENDING, ConversationStatus.SNOOZED,
                ConversationStatus.RESOLVED).contains(status);
        assertEquals(opens ? ConversationStatus.OPEN : status, after.status());
        assertEquals(status, Action.AGENT_REPLY.on(before, START.plusSeconds(60)).state().status());
    }

    @Property
    void aTimerFiresOnceAndNeverEarly(@ForAll boolean snoozed, @ForAll("waits") Duration wait) {
        Conversation waiting = in(snoozed ? ConversationStatus.SNOOZED : ConversationStatus.RESOLVED);
        Instant due = waiting.wakeAt();
        Instant now = due.minus(Duration.ofHours(1)).plus(wait);
        ConversationChange change = waiting.tick(null, now);
        if (now.isBefore(due)) {
            assertTrue(change.events().isEmpty());
        } else {
            assertEquals(1, change.events().size());
            assertEquals(snoozed ? ConversationStatus.OPEN : ConversationStatus.CLOSED, change.state().status());
            assertTrue(change.state().tick(null, now).events().isEmpty());
        }
    }

    private static void checkInvariants(Conversation state, long entries, int replies, Instant now) {
        Phase phase = state.phase();
        assertEquals(entries, state.correspondence().entries());
        assertEquals(replies, state.correspondence().messages());
        assertEquals(state.status() == ConversationStatus.SNOOZED, phase.snoozedUntil() != null);
        assertEquals(state.status() == ConversationStatus.RESOLVED, phase.autoCloseAt() != null);
        assertEquals(state.status() == ConversationStatus.CLOSED, phase.closedAt() != null);
        boolean done = state.status() == ConversationStatus.RESOLVED || state.status() == ConversationStatus.CLOSED;
        assertEquals(done, phase.resolvedAt() != null);
        assertFalse(done && state.correspondence().waitingSince() != null, "nobody waits for what is done");
        assertEquals(now, state.updatedAt());
        assertTrue(state.relations().mergedInto() == null || state.status() == ConversationStatus.CLOSED);
    }

    private static Conversation begin() {
        Details details = new Details("Subject", Channel.CHAT, Priority.NORMAL, null, List.of(), Map.of(), null,
                Map.of());
        return Conversation.create("cnv_1", "wsp_1", Conversation.LIVE, "cus_1", details, Relations.NONE, START)
                .state();
    }

    private static Conversation in(ConversationStatus status) {
        Conversation open = begin();
        return switch (status) {
            case OPEN -> open;
            case PENDING -> Action.AWAIT.on(open, START).state();
            case ON_HOLD -> Action.HOLD.on(open, START).state();
            case SNOOZED -> Action.SNOOZE.on(open, START).state();
            case RESOLVED -> Action.RESOLVE.on(open, START).state();
            case CLOSED -> Action.CLOSE.on(open, START).state();
        };
    }

    private static MessageDraft message(AuthorType type, MessageKind kind) {
        String id = type == AuthorType.CUSTOMER ? "cus_1" : "agt_1";
        return new MessageDraft("msg_1", new Author(type, id), new MessageText(kind, "Hello", MessageFormat.TEXT),
                null, List.of(), null, null, Map.of());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Action> actions = Arbitraries.of(Action.class);
        return waits().flatMap(wait -> actions.map(action -> new Step(wait, action))).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<Duration> waits() {
        return Arbitraries.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMinutes(59), Duration.ofHours(1),
                Duration.ofHours(4), Duration.ofDays(8));
    }
}
