package dev.nightdesk.api.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a conversation stands to others.
 *
 * @param links pointers, oldest first
 * @param mergedInto the one that it was merged into, or null
 * @param followUpOf the closed one that it follows up, or null
 * @param continues the closed one whose customer's messages it takes, until it is closed itself; or null
 * @param formerCustomers customers that were merged away and had it before, newest last
 */
public record Relations(List<Link> links, String mergedInto, String followUpOf, String continues,
        List<String> formerCustomers) {
    static final Relations NONE = new Relations(List.of(), null, null, null, List.of());

    static Relations followUp(String closedId, boolean shown) {
        return new Relations(List.of(), null, shown ? closedId : null, closedId, List.of());
    }

    Relations linked(String conversationId, LinkKind kind, Instant now) {
        List<Link> changed = new ArrayList<>(links);
        changed.removeIf(link -> link.conversationId().equals(conversationId));
        changed.add(new Link(conversationId, kind, now));
        return new Relations(List.copyOf(changed), mergedInto, followUpOf, continues, formerCustomers);
    }

    Relations merged(String into) {
        return new Relations(links, into, followUpOf, null, formerCustomers);
    }

    Relations closed() {
        return new Relations(links, mergedInto, followUpOf, null, formerCustomers);
    }

    Relations movedFrom(String customerId) {
        List<String> extended = new ArrayList<>(formerCustomers);
        extended.add(customerId);
        return new Relations(links, mergedInto, followUpOf, continues, List.copyOf(extended));
    }

    /** What was remembered before the conversation was moved away from the customer. */
    Relations movedBackTo(String customerId) {
        return new Relations(links, mergedInto, followUpOf, continues,
                formerCustomers.subList(0, formerCustomers.indexOf(customerId)));
    }
}
