package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DispatchTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void anOrderedEndpointGetsTheHeadOfEachConversation() {
        Dispatch dispatch = Dispatch.choose(
                List.of(delivery(4, "b"), delivery(2, "a"), delivery(1, "a"), delivery(3, "b")), true, Map.of(), 10);
        assertEquals(List.of(1L, 3L), sequences(dispatch.start()));
        assertEquals(List.of(2L, 4L), sequences(dispatch.heldBack()));
    }

    @Test
    void aFailingConversationHoldsBackOnlyItself() {
        Dispatch dispatch =
                Dispatch.choose(List.of(delivery(5, "a"), delivery(6, "b")), true, Map.of("a", 1L, "b", 6L), 10);
        assertEquals(List.of(6L), sequences(dispatch.start()));
        assertEquals(List.of(5L), sequences(dispatch.heldBack()));
    }

    @Test
    void eventsWithoutAConversationWaitForNothing() {
        Dispatch dispatch = Dispatch.choose(List.of(delivery(1, null), delivery(2, null)), true, Map.of(), 10);
        assertEquals(List.of(1L, 2L), sequences(dispatch.start()));
    }

    @Test
    void withoutOrderEverythingDueGoesOut() {
        Dispatch dispatch =
                Dispatch.choose(List.of(delivery(1, "a"), delivery(2, "a")), false, Map.of("a", 0L), 10);
        assertEquals(List.of(1L, 2L), sequences(dispatch.start()));
        assertEquals(List.of(), dispatch.heldBack());
    }

    @Test
    void noMoreStartThanThereAreSlotsAndTheOldestFirst() {
        List<Delivery> due = List.of(delivery(3, "c"), delivery(1, "a"), delivery(2, "b"));
        assertEquals(List.of(1L, 2L), sequences(Dispatch.choose(due, true, Map.of(), 2).start()));
        assertEquals(List.of(), Dispatch.choose(due, true, Map.of(), 0).start());
    }

    /** Whatever is due when, and whoever fails, an ordered endpoint finishes each conversation in order. */
    @Property(tries = 300)
    void everyConversationIsFinishedInOrder(
            @ForAll List<@IntRange(min = 0, max = 3) Integer> conversations, @ForAll long seed) {
        List<Delivery> open = new ArrayList<>();
        for (int i = 0; i < conversations.size(); i++) {
            open.add(delivery(i, "conversation " + conversations.get(i)));
        }
        Random random = new Random(seed);
        Map<String, Long> lastDone = new HashMap<>();
        while (!open.isEmpty()) {
            List<Delivery> due = open.stream().filter(one -> random.nextBoolean()).toList();
            Dispatch dispatch = Dispatch.choose(due, true, heads(open), 3);
            for (Delivery sent : dispatch.start()) {
                if (random.nextInt(3) > 0) {
                    long before = lastDone.getOrDefault(conversation(sent), -1L);
                    assertTrue(before < sent.subject().sequence(), "out of order");
                    lastDone.put(conversation(sent), sent.subject().sequence());
                    open.remove(sent);
                }
            }
        }
    }

    private static Map<String, Long> heads(List<Delivery> open) {
        return open.stream().collect(
                Collectors.toMap(DispatchTest::conversation, one -> one.subject().sequence(), Math::min));
    }

    private static String conversation(Delivery delivery) {
        return delivery.subject().conversationId().orElseThrow();
    }

    private static List<Long> sequences(List<Delivery> deliveries) {
        return deliveries.stream().map(one -> one.subject().sequence()).toList();
    }

    private static Delivery delivery(long sequence, String conversation) {
        Delivery.Subject subject = new Delivery.Subject(
                "wsp_1", "whk_1", "evt_" + sequence, "message.created", sequence, Optional.ofNullable(conversation));
        return new Delivery("dlv_" + sequence, subject, new Waiting(NOW), 0, 0, 0);
    }
}
