package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.message.MessageKeys;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.message.MessageStore;
import dev.nightdesk.api.message.MongoMessageStore;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads messages as their writers left them: those in the store and those still in the conversation's outbox.
 * The conversation is read first, so that a message on its way from the one to the other is seen at least once.
 */
public final class MessageThread {
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final Sight sight;

    /** Reading from both stores. */
    public MessageThread(ConversationStore conversations, MessageStore messages) {
        this.conversations = conversations;
        this.messages = messages;
        this.sight = new Sight(conversations);
    }

    Page<Message> list(Call call, String conversationId, Set<MessageKind> kinds, boolean descending,
            Optional<Position> from, int limit) {
        Loaded<Conversation> loaded = sight.load(call, conversationId);
        Set<MessageKind> wanted = call.principal().isCustomer() ? Set.of(MessageKind.REPLY) : kinds;
        Optional<Long> beyond = from.map(position -> Long.valueOf(position.key()));
        Map<String, Message> found = new LinkedHashMap<>();
        messages.list(call.workspaceId(), conversationId, wanted, beyond, descending, limit + 1)
                .forEach(message -> found.put(message.id(), message));
        waiting(loaded).filter(message -> wanted.isEmpty() || wanted.contains(message.text().kind()))
                .filter(message -> beyond.isEmpty() || (descending ? message.sequence() < beyond.get()
                        : message.sequence() > beyond.get()))
                .forEach(message -> found.merge(message.id(), message,
                        (stored, newer) -> stored.version() > newer.version() ? stored : newer));
        List<Message> sorted = found.values().stream().sorted(Message.order(descending)).limit(limit + 1L).toList();
        return Page.of(sorted, limit, last -> new Position(Long.toString(last.sequence()), last.id()));
    }

    /** The message, if the caller may see it; 404 otherwise. */
    public Message get(Call call, String conversationId, String messageId) {
        return find(sight.load(call, conversationId), messageId)
                .filter(message -> message.isPublic() || !call.principal().isCustomer()).orElseThrow(Problem::notFound);
    }

    /** Whether the message of a claim has been written. */
    public boolean written(String workspaceId, MessageKeys.Claim claim) {
        return has(workspaceId, claim.conversationId(), claim.messageId());
    }

    /** Whether the conversation has the message. */
    public boolean has(String workspaceId, String conversationId, String messageId) {
        return conversations.find(workspaceId, conversationId).flatMap(loaded -> find(loaded, messageId)).isPresent();
    }

    /** Whether the caller may read the message. */
    public boolean visible(Principal principal, String conversationId, String messageId) {
        return conversations.find(principal.workspaceId(), conversationId)
                .filter(loaded -> Sight.sees(principal, loaded.value())).flatMap(loaded -> find(loaded, messageId))
                .filter(message -> message.isPublic() || !principal.isCustomer()).isPresent();
    }

    /** The message that another one answers must be of the same conversation and in the caller's sight. */
    void checkReference(Call call, String conversationId, String messageId) {
        if (messageId != null && find(sight.load(call, conversationId), messageId)
                .filter(message -> message.isPublic() || !call.principal().isCustomer()).isEmpty()) {
            throw Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, "#/in_reply_to", "unknown_reference",
                    "The conversation has no such message.");
        }
    }

    static RawJson view(Call call, Message message) {
        return call.principal().isCustomer() ? MessageJson.customerView(message) : MessageJson.view(message);
    }

    private Optional<Message> find(Loaded<Conversation> loaded, String messageId) {
        Optional<Message> waiting = waiting(loaded).filter(message -> message.id().equals(messageId))
                .max(Comparator.comparingLong(Message::version));
        return waiting.or(() -> messages.find(loaded.value().workspaceId(), loaded.value().id(), messageId));
    }

    /** Writes down what the message was, for as long as it takes to redact it. */
    void keep(Message message) {
        messages.keep(message);
    }

    private static Stream<Message> waiting(Loaded<Conversation> loaded) {
        return loaded.outbox().stream().flatMap(entry -> Stream.concat(
                entry.events().stream().filter(event -> event.draft().message() != null).map(MessageJson::broughtBy),
                entry.companions().stream()
                        .filter(companion -> companion.collection().equals(MongoMessageStore.COLLECTION))
                        .map(companion -> (Message) companion.value())));
    }
}
