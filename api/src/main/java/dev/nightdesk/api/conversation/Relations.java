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
 */
public record Relations(List<Link> links, String mergedInto, String followUpOf, String continues) {
    static final Relations NONE = new Relations(List.of(), null, null, null);

    static Relations followUp(String closedId, boolean shown) {
        return new Relations(List.of(), null, shown ? closedId : null, closedId);
    }

    Relations linked(String conversationId, LinkKind kind, Instant now) {
        List<Link> changed = new ArrayList<>(links);
        changed.removeIf(link -> link.conversationId().equals(conversationId));
        changed.add(new Link(conversationId, kind, now));
        return new Relations(List.copyOf(changed), mergedInto, followUpOf, continues);
    }

    Relations merged(String into) {
        return new Relations(links, into, followUpOf, null);
    }

    Relations closed() {
        return new Relations(links, mergedInto, followUpOf, null);
    }
}
