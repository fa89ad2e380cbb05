package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The wire shape of merges. */
final class CustomerMergeJson {
    private CustomerMergeJson() {
    }

    /** Where to merge, and whether only to tell what would happen. */
    record Create(String into, boolean dryRun) {
    }

    static Create create(Fields body) {
        String into = body.require("into").formatted("into", 40, "the id of a customer",
                text -> Optional.of(text).filter(ResourceType.CUSTOMER::matches));
        Boolean dryRun = body.replaced("dry_run", body.flag("dry_run"), false);
        body.check();
        return new Create(into, dryRun);
    }

    /** The members that need no other shape. */
    public record Head(String object, String state, String customerId, String into) {
    }

    /**
     * What happens or would.
     *
     * @param customerId the one that goes away or comes back
     * @param into the survivor
     * @param shown the customer to show, who has the identities that change hands
     * @param moved the ids of these identities
     * @param operationId null for a preview
     */
    static RawJson view(String state, String customerId, String into, Customer shown, Set<String> moved,
            int conversations, String operationId) {
        String identities = shown.identities().list().stream().filter(identity -> moved.contains(identity.id()))
                .map(identity -> CustomerIdentityJson.view(shown.id(), identity).text())
                .collect(Collectors.joining(",", "[", "]"));
        return RawJson.of(Json.write(new Head("customer_merge", state, customerId, into)))
                .with("identities", identities)
                .with("conversation_count", Integer.toString(conversations))
                .with("operation_id", operationId == null ? "null" : "\"" + operationId + "\"")
                .with("customer", CustomerJson.view(shown).text());
    }
}
