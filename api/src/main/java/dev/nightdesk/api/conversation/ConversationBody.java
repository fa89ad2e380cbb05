package dev.nightdesk.api.conversation;

import dev.nightdesk.api.customer.CustomerFields;
import dev.nightdesk.api.customer.CustomerJson;
import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What callers may send about a conversation, read with all faults at once. */
final class ConversationBody {
    private static final List<String> DESK_ONLY = List.of("customer_id", "customer", "priority", "tags", "attributes",
            "external_id", "metadata");
    private static final String[] READ_ONLY = {"id", "object", "status", "assignee", "message_count",
        "last_message_at", "last_customer_message_at", "waiting_since", "snoozed_until", "resolved_at",
        "resolution_reason", "auto_close_at", "closed_at", "merged_into", "follow_up_of", "links", "sequence",
        "version", "created_at", "updated_at"};

    private ConversationBody() {
    }

    /**
     * A conversation to begin.
     *
     * @param customerId null when the customer is given inline, or is the caller
     * @param customer the inline customer; null without one
     * @param message the first message, still to be read by its own feature; null without one
     */
    record Create(String customerId, CustomerFields customer, Details details, boolean languageGiven, Fields message) {
    }

    /** Reads without checking: who reads the parts checks the whole. */
    static Create create(Call call, Fields body) {
        if (call.principal().isCustomer()) {
            DESK_ONLY.stream().filter(body::has).findFirst().ifPresent(name -> {
                throw Problem.ofField(ProblemCode.FIELD_NOT_ALLOWED, "#/" + name, "not_allowed",
                        name + " may not be set by a customer.");
            });
        }
        body.readOnly(READ_ONLY);
        Fields inline = body.object("customer");
        CustomerFields customer = inline == null ? null : CustomerJson.inline(inline);
        String customerId = id(body, "customer_id", ResourceType.CUSTOMER);
        if (!call.principal().isCustomer() && (customer == null) == (customerId == null)) {
            body.fault(customer == null ? "customer_id" : "customer", customer == null ? "required"
                    : "conflicting_fields", "or customer must be given, and only one of the two");
        }
        Channel channel = body.notNull("customer_id", "channel", "priority").choice("channel", Channel.class);
        Priority priority = body.choice("priority", Priority.class);
        Details details = new Details(body.name("subject", 500), channel == null ? usual(call) : channel,
                priority == null ? Priority.NORMAL : priority, body.language("language"), list(body.labels("tags")),
                body.attributes("attributes"), body.name("external_id", 255), body.metadata("metadata"));
        return new Create(customerId, customer, details, details.language() != null, body.object("message"));
    }

    static Details update(Fields body, Details present) {
        body.readOnly(READ_ONLY).readOnly("customer_id", "customer", "channel", "message");
        Details details = new Details(body.patched("subject", body.name("subject", 500), present.subject()),
                present.channel(),
                body.replaced("priority", body.choice("priority", Priority.class), present.priority()),
                body.patched("language", body.language("language"), present.language()),
                body.replaced("tags", body.labels("tags"), present.tags()),
                body.attributes("attributes", present.attributes()),
                body.patched("external_id", body.name("external_id", 255), present.externalId()),
                body.metadata("metadata", present.metadata()));
        body.check();
        return details;
    }

    static String assign(Fields body) {
        return checked(body, id(body.require("agent_id"), "agent_id", ResourceType.AGENT));
    }

    static String merge(Fields body) {
        return checked(body, id(body.require("into"), "into", ResourceType.CONVERSATION));
    }

    static Instant snooze(Fields body, Instant now) {
        Instant until = body.require("until").instant("until");
        if (until != null && until.isAfter(now.plus(Duration.ofDays(3_650)))) {
            body.fault("until", "out_of_range", "must be at most 3650 days away");
        }
        return checked(body, until);
    }

    static Optional<String> resolve(Fields body) {
        return Optional.ofNullable(checked(body, body.name("reason", 200)));
    }

    /** Labels to add and to remove. */
    record Tags(Set<String> add, Set<String> remove) {
    }

    static Tags tags(Fields body) {
        List<String> add = list(body.labels("add"));
        List<String> remove = list(body.labels("remove"));
        if (!body.has("add") && !body.has("remove")) {
            body.fault("add", "required", "or remove must be given");
        }
        add.stream().filter(remove::contains).findFirst().ifPresent(
                label -> body.fault("remove", "conflicting_fields", "names a label that add names too"));
        return checked(body, new Tags(new LinkedHashSet<>(add), Set.copyOf(remove)));
    }

    /** A pointer to make. */
    record LinkTo(String conversationId, LinkKind kind) {
    }

    static LinkTo link(Fields body) {
        String other = id(body.require("conversation_id"), "conversation_id", ResourceType.CONVERSATION);
        LinkKind kind = body.notNull("kind").choice("kind", LinkKind.SETTABLE);
        return checked(body, new LinkTo(other, kind == null ? LinkKind.RELATED : kind));
    }

    static void empty(Fields body) {
        body.check();
    }

    static String id(Fields body, String name, ResourceType type) {
        return body.formatted(name, 40, "the id of " + type.objectName(),
                text -> Optional.of(text).filter(type::matches));
    }

    private static <T> T checked(Fields body, T value) {
        body.check();
        return value;
    }

    private static Channel usual(Call call) {
        return call.principal().isCustomer() ? Channel.CHAT : Channel.API;
    }

    private static List<String> list(List<String> labels) {
        return labels == null ? List.of() : labels;
    }
}
