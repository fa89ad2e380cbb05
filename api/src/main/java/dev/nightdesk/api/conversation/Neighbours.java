package dev.nightdesk.api.conversation;

import dev.nightdesk.api.customer.CustomerFields;
import dev.nightdesk.api.message.MessageFile;
import dev.nightdesk.api.platform.aggregate.Guess;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What conversations ask of other features. */
public interface Neighbours {
    /** The language of a customer, which may be empty; empty altogether when the workspace has no such customer. */
    Optional<CustomerCard> customer(String workspaceId, String customerId);

    /** The same as it was seen last; empty as well when it is not remembered. */
    Optional<Guess<CustomerCard>> guessCustomer(String workspaceId, String customerId);

    /** The customer given inline, found or made. */
    CustomerCard findOrMakeCustomer(Call call, CustomerFields inline);

    /** Customers as JSON, by id. */
    Map<String, RawJson> customers(String workspaceId, List<String> ids);

    /** Whether the workspace has the agent. */
    boolean hasAgent(String workspaceId, String agentId);

    /** Agents as JSON, by id. */
    Map<String, RawJson> agents(String workspaceId, List<String> ids);

    /** Gives uploaded files to a message, each to one. */
    List<MessageFile> claimFiles(Call call, List<String> ids, String conversationId, String messageId);

    /** Removes the files of a message for good. */
    void eraseFiles(String workspaceId, String messageId, List<MessageFile> files);

    /** The time zone that the workspace shows times in. */
    ZoneId zone(String workspaceId);

    /** What the workspace has set. */
    Rules rules(String workspaceId);

    /**
     * What a conversation needs to know of its customer.
     *
     * @param locale a BCP 47 tag, or null
     * @param blocked whether the customer is shut out
     * @param standing what may be promised to it
     */
    record CustomerCard(String id, String locale, boolean blocked, CustomerStanding standing) {
    }

    /** A workspace's rules for conversations; null durations mean never, or always for the window. */
    record Rules(Duration autoCloseAfter, Duration followUpWindow, Duration retention) {
    }
}
