package dev.nightdesk.api.slasimulation;

import dev.nightdesk.api.conversation.Conversation;
import dev.nightdesk.api.conversation.ConversationStore;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.sla.DraftEffect;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares drafted rules with those that are, over the conversations that are not resolved, status by status. */
final class OpenConversations {
    private static final List<ConversationStatus> STATUSES = List.of(ConversationStatus.OPEN,
            ConversationStatus.PENDING, ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED);

    private final ConversationStore store;

    OpenConversations(ConversationStore store) {
        this.store = store;
    }

    /** What a draft would do to one target of a conversation. */
    record Effect(String conversationId, DraftEffect effect) {
    }

    /**
     * What it would do to a portion of them.
     *
     * @param next where the next portion begins; empty after the last
     */
    record Comparison(int examined, List<Effect> effects, Optional<Position> next) {
    }

    /**
     * Compares.
     *
     * @param from the last conversation of the portion before; its key begins with the place of its status
     * @param most how many to look at
     */
    Comparison compare(String workspaceId, SlaRulebook current, SlaRulebook draft, Optional<Position> from, int most,
            Instant now) {
        int status = from.map(position -> position.key().charAt(0) - '0').orElse(0);
        Optional<Position> position = from.filter(each -> each.key().length() > 1)
                .map(each -> new Position(each.key().substring(1), each.id()));
        List<Effect> effects = new ArrayList<>();
        int examined = 0;
        while (status < STATUSES.size() && examined < most) {
            Page<Loaded<Conversation>> page =
                    store.inStatus(workspaceId, STATUSES.get(status), position, most - examined);
            page.data().stream().map(Loaded::value).filter(conversation -> conversation.sla() != null)
                    .forEach(conversation -> DraftEffect
                            .of(conversation.sla(), conversation.slaSubject(), current, draft, now)
                            .forEach(effect -> effects.add(new Effect(conversation.id(), effect))));
            examined += page.data().size();
            position = page.next();
            status = position.isPresent() ? status : status + 1;
        }
        return new Comparison(examined, effects, next(status, position));
    }

    private static Optional<Position> next(int status, Optional<Position> position) {
        return status == STATUSES.size() ? Optional.empty()
                : Optional.of(new Position(status + position.map(Position::key).orElse(""),
                        position.map(Position::id).orElse("")));
    }
}
