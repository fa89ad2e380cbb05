package dev.nightdesk.api.stream;

import dev.nightdesk.api.event.EventTypes;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.event.Actor;
import java.util.Optional;

/**
 * Who reads a stream, and what of it.
 *
 * @param conversationId the only conversation that is wanted; empty for all
 * @param signals whether what passes is wanted too: typing and presence
 */
record Reader(Principal principal, EventTypes types, Optional<String> conversationId, boolean signals) {
    String workspaceId() {
        return principal.workspaceId();
    }

    /** The event as this reader may see it; empty when it is not wanted or not for these eyes. */
    Optional<Frame> see(SentEvent sent) {
        boolean wanted = types.match(sent.event().draft().type())
                && conversationId.map(id -> id.equals(sent.event().draft().conversationId())).orElse(true);
        if (!wanted) {
            return Optional.empty();
        }
        return principal.isCustomer() ? sent.forCustomer(principal.id()) : Optional.of(sent.whole());
    }

    /** Whether it is this reader who does something. */
    boolean is(String actorType, String actorId) {
        Actor self = Actor.of(principal);
        return self.type().equals(actorType) && actorId.equals(self.id());
    }
}
