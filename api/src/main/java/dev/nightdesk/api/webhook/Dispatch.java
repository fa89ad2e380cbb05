package dev.nightdesk.api.webhook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of an endpoint's due deliveries a worker takes now.
 *
 * @param start to be claimed and sent, in this order
 * @param heldBack due, but behind an unfinished delivery of the same conversation
 */
public record Dispatch(List<Delivery> start, List<Delivery> heldBack) {

    private static final Comparator<Delivery> BY_SEQUENCE = Comparator.comparingLong(d -> d.subject().sequence());

    /**
     * Chooses among {@code due}.
     *
     * @param ordered whether the endpoint asked for strict order within each conversation; a failing conversation then
     *     holds back only itself
     * @param earliestUnfinished for each conversation among {@code due} the smallest sequence that is not finished;
     *     one that is missing has nothing unfinished before
     * @param freeSlots how many more may be in flight to this endpoint
     */
    public static Dispatch choose(
            List<Delivery> due, boolean ordered, Map<String, Long> earliestUnfinished, int freeSlots) {
        List<Delivery> start = new ArrayList<>();
        List<Delivery> heldBack = new ArrayList<>();
        Set<String> busy = new HashSet<>();
        for (Delivery delivery : due.stream().sorted(BY_SEQUENCE).toList()) {
            if (ordered && !isHead(delivery, earliestUnfinished, busy)) {
                heldBack.add(delivery);
            } else if (start.size() < freeSlots) {
                start.add(delivery);
            }
        }
        return new Dispatch(List.copyOf(start), List.copyOf(heldBack));
    }

    private static boolean isHead(Delivery delivery, Map<String, Long> earliestUnfinished, Set<String> busy) {
        long sequence = delivery.subject().sequence();
        return delivery.subject().conversationId()
                .map(id -> busy.add(id) && sequence <= earliestUnfinished.getOrDefault(id, sequence))
                .orElse(true);
    }
}
