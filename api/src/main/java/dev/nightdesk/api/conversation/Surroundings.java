package dev.nightdesk.api.conversation;

import dev.nightdesk.api.customer.Customer;
import dev.nightdesk.api.customer.CustomerFields;
import dev.nightdesk.api.customer.CustomerIntake;
import dev.nightdesk.api.customer.CustomerJson;
import dev.nightdesk.api.customer.CustomerService;
import dev.nightdesk.api.message.MessageFile;
import dev.nightdesk.api.platform.aggregate.Guess;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.workspace.WorkspaceFields;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The other features, as conversations see them. */
public final class Surroundings implements Neighbours {
    private static final Rules NO_RULES = new Rules(null, null, null);

    private final WorkspaceService workspaces;
    private final CustomerService customers;
    private final CustomerIntake intake;
    private final BiFunction<String, List<String>, Map<String, RawJson>> agents;
    private final Files files;

    /** What conversations need of attachments. */
    public interface Files {
        /** Gives files to a message. */
        List<MessageFile> claim(Call call, List<String> ids, String conversationId, String messageId);

        /** Removes files of a message. */
        void erase(String workspaceId, String messageId, List<String> ids);
    }

    /** Surroundings of these features; agents are looked up by workspace and ids, as JSON. */
    public Surroundings(WorkspaceService workspaces, CustomerService customers, CustomerIntake intake,
            BiFunction<String, List<String>, Map<String, RawJson>> agents, Files files) {
        this.workspaces = workspaces;
        this.customers = customers;
        this.intake = intake;
        this.agents = agents;
        this.files = files;
    }

    @Override
    public Optional<CustomerCard> customer(String workspaceId, String customerId) {
        return customers.findLivingOn(workspaceId, customerId).map(Surroundings::card);
    }

    @Override
    public Optional<Guess<CustomerCard>> guessCustomer(String workspaceId, String customerId) {
        return customers.guess(workspaceId, customerId).map(guess -> guess.map(Surroundings::card));
    }

    /** What may be promised to a customer; nothing special to one that is no more. */
    public CustomerStanding standing(String workspaceId, String customerId) {
        return customer(workspaceId, customerId).map(CustomerCard::standing).orElse(CustomerStanding.UNKNOWN);
    }

    @Override
    public CustomerCard findOrMakeCustomer(Call call, CustomerFields inline) {
        return card(intake.findOrMake(call, inline));
    }

    @Override
    public Map<String, RawJson> customers(String workspaceId, List<String> ids) {
        return customers.findAll(workspaceId, ids).stream()
                .collect(Collectors.toMap(Customer::id, CustomerJson::view));
    }

    @Override
    public boolean hasAgent(String workspaceId, String agentId) {
        return agents.apply(workspaceId, List.of(agentId)).containsKey(agentId);
    }

    @Override
    public Map<String, RawJson> agents(String workspaceId, List<String> ids) {
        return agents.apply(workspaceId, ids);
    }

    @Override
    public List<MessageFile> claimFiles(Call call, List<String> ids, String conversationId, String messageId) {
        return files.claim(call, ids, conversationId, messageId);
    }

    @Override
    public void eraseFiles(String workspaceId, String messageId, List<MessageFile> ofMessage) {
        if (!ofMessage.isEmpty()) {
            files.erase(workspaceId, messageId, ofMessage.stream().map(MessageFile::id).toList());
        }
    }

    @Override
    public ZoneId zone(String workspaceId) {
        return workspaces.lookUp(workspaceId).map(workspace -> workspace.fields().timeZone()).orElse(ZoneOffset.UTC);
    }

    @Override
    public Rules rules(String workspaceId) {
        return workspaces.lookUp(workspaceId).map(workspace -> {
            WorkspaceFields fields = workspace.fields();
            return new Rules(fields.autoCloseAfter(), fields.followUpWindow(), fields.retention());
        }).orElse(NO_RULES);
    }

    private static CustomerCard card(Customer customer) {
        return new CustomerCard(customer.id(), customer.profile().locale(),
                Boolean.TRUE.equals(customer.profile().blocked()),
                new CustomerStanding(customer.profile().tier(), customer.profile().organizationId()));
    }
}
