package dev.nightdesk.api.conversation;

import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.slapolicy.Rulebooks;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the rules that a change of a conversation is judged by: those at hand, unless something hangs on the newest. */
final class Judgement {
    private final Rulebooks rulebooks;

    Judgement(Rulebooks rulebooks) {
        this.rulebooks = rulebooks;
    }

    /** The newest rules of these workspaces, for a portion of work on their conversations. */
    Bench bench(Collection<String> workspaceIds) {
        return new Bench(rulebooks.fresh(Set.copyOf(workspaceIds)));
    }

    /** Rules that were read for a portion of work. */
    final class Bench {
        private final Map<String, SlaRulebook> known;

        private Bench(Map<String, SlaRulebook> known) {
            this.known = known;
        }

        /** What judges the conversation: the rules at hand, or those that came since if it has seen them. */
        ServiceLevels levels(Conversation conversation) {
            SlaRulebook rulebook = known.get(conversation.workspaceId());
            return new ServiceLevels(older(rulebook, conversation) ? rulebooks.fresh(conversation.workspaceId())
                    : rulebook);
        }
    }

    /** The change with what it means to the promises; the former state is null for a new conversation. */
    ConversationChange follow(Conversation before, ConversationChange change, Instant now) {
        return new ServiceLevels(rulebook(change.state(), now)).follow(before, change, now);
    }

    /**
     * What is at hand may be two seconds old. That will not do where time is a test's, where something falls due right
     * now, or where another node has judged by newer rules already.
     */
    private SlaRulebook rulebook(Conversation conversation, Instant now) {
        boolean test = !conversation.lane().equals(Conversation.LIVE);
        boolean due = Optional.ofNullable(conversation.sla()).flatMap(state -> state.nextWake())
                .filter(next -> !next.isAfter(now)).isPresent();
        if (test || due) {
            return rulebooks.fresh(conversation.workspaceId());
        }
        SlaRulebook rulebook = rulebooks.current(conversation.workspaceId());
        return older(rulebook, conversation) ? rulebooks.fresh(conversation.workspaceId()) : rulebook;
    }

    private static boolean older(SlaRulebook rulebook, Conversation conversation) {
        return conversation.sla() != null
                && rulebook.revisions().getLast().revision() < conversation.sla().revision();
    }
}
