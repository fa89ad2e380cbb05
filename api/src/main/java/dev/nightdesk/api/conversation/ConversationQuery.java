package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.TimeRange;
import dev.nightdesk.api.platform.id.ResourceType;
import java.util.List;
import java.util.Optional;

/** The filters of the list of conversations. */
final class ConversationQuery {
    private static final List<String> SORTS = List.of("created_at", "-created_at", "updated_at", "-updated_at",
            "priority", "-priority");
    private static final List<String> DESK_ONLY = List.of("assignee_id", "customer_id", "priority", "tag",
            "external_id", "expand");

    private ConversationQuery() {
    }

    static ConversationFilter read(Call call) {
        Query query = call.query();
        if (call.principal().isCustomer()) {
            DESK_ONLY.stream().filter(name -> query.text(name).isPresent()).findFirst()
                    .ifPresent(ConversationQuery::refuse);
        }
        String sort = query.oneOf("sort", SORTS).orElse("-created_at");
        if (call.principal().isCustomer() && sort.endsWith("priority")) {
            refuse("sort");
        }
        Optional<String> customer = call.principal().isCustomer() ? Optional.of(call.principal().id())
                : query.id("customer_id", ResourceType.CUSTOMER);
        Optional<String> assignee = query.text("assignee_id").filter(ConversationFilter.NOBODY::equals).isPresent()
                ? Optional.of(ConversationFilter.NOBODY) : query.id("assignee_id", ResourceType.AGENT);
        return new ConversationFilter(query.choices("status", ConversationStatus.class), assignee, customer,
                query.choices("channel", Channel.class), query.choices("priority", Priority.class),
                query.text("tag", 64), query.text("external_id", 255),
                TimeRange.of(query, "created_at"), TimeRange.of(query, "updated_at"), sort);
    }

    private static void refuse(String parameter) {
        throw Problem.of(ProblemCode.FIELD_NOT_ALLOWED, "A customer may not use " + parameter + " here.");
    }
}
