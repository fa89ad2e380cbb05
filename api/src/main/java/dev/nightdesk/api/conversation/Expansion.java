package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts customers and agents into conversations: one query for each kind, however many conversations. */
public final class Expansion {
    private static final List<String> WORDS = List.of("customer", "assignee");

    private final Neighbours neighbours;

    /** Expansion from these neighbours. */
    public Expansion(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    Set<String> read(Call call) {
        Set<String> words = call.query().expand(WORDS);
        if (!words.isEmpty() && call.principal().isCustomer()) {
            throw Problem.of(ProblemCode.FIELD_NOT_ALLOWED, "A customer may not expand.");
        }
        return words;
    }

    List<RawJson> expand(Call call, List<Conversation> conversations, Set<String> words) {
        Map<String, RawJson> customers = !words.contains("customer") ? Map.of()
                : neighbours.customers(call.workspaceId(),
                        conversations.stream().map(Conversation::customerId).distinct().toList());
        Map<String, RawJson> agents = !words.contains("assignee") ? Map.of()
                : neighbours.agents(call.workspaceId(), conversations.stream().map(Conversation::assigneeId)
                        .filter(Objects::nonNull).distinct().toList());
        return conversations.stream().map(conversation -> expand(call, conversation, customers, agents)).toList();
    }

    private static RawJson expand(Call call, Conversation conversation, Map<String, RawJson> customers,
            Map<String, RawJson> agents) {
        RawJson json = Sight.view(call, conversation);
        RawJson customer = customers.get(conversation.customerId());
        RawJson agent = conversation.assigneeId() == null ? null : agents.get(conversation.assigneeId());
        if (customer != null) {
            json = json.with("customer", customer.text());
        }
        return agent == null ? json : json.insertAfter("\"assignee\":{\"agent_id\":\"" + conversation.assigneeId() + "\"",
                ",\"agent\":" + agent.text());
    }
}
