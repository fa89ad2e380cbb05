package dev.nightdesk.api.message;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.CompanionStore;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoCompanionStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Messages in their events, and in the collection {@code messages} where they have a document of their own. A message
 * only ever moves from its event to a document, and is written there first: whoever asks the log before the collection
 * finds it in one of the two.
 */
public final class MongoMessageStore implements MessageStore {
    /** Where messages have documents of their own. */
    public static final String COLLECTION = "messages";
    private static final Indexes INDEXES = new Indexes().on("w", "conversation_id", "sequence");

    private final MongoCollection<Document> collection;
    private final CompanionStore documents;
    private final EventLog log;
    private final Mapping mapping = new Mapping();

    /** A store in the room, which learns here how messages are written. */
    public MongoMessageStore(MongoRoom room) {
        collection = room.mongo().collection(COLLECTION);
        INDEXES.create(collection);
        room.outboxes().companions(COLLECTION, mapping);
        documents = new MongoCompanionStore(room.mongo().database(), room.outboxes());
        log = room.log();
    }

    @Override
    public List<Message> list(String workspaceId, String conversationId, Set<MessageKind> kinds,
            Optional<Long> beyond, boolean descending, int most) {
        Map<String, Message> found = new HashMap<>();
        log.messages(workspaceId, conversationId, kinds.stream().map(Values::name).collect(Collectors.toSet()), beyond,
                descending, most).stream().map(MessageJson::broughtBy)
                .forEach(message -> found.put(message.id(), message));
        documents(workspaceId, conversationId, kinds, beyond, descending, most)
                .forEach(message -> found.put(message.id(), message));
        return found.values().stream().sorted(Message.order(descending)).limit(most).toList();
    }

    private List<Message> documents(String workspaceId, String conversationId, Set<MessageKind> kinds,
            Optional<Long> beyond, boolean descending, int most) {
        Document query = new Document("w", workspaceId).append("conversation_id", conversationId);
        beyond.ifPresent(sequence -> query.append("sequence", new Document(descending ? "$lt" : "$gt", sequence)));
        if (!kinds.isEmpty()) {
            query.append("kind", new Document("$in", kinds.stream().map(Values::name).toList()));
        }
        return collection.find(query).sort(descending ? Sorts.descending("sequence") : Sorts.ascending("sequence"))
                .limit(most).map(mapping::read).into(new ArrayList<>());
    }

    @Override
    public Optional<Message> find(String workspaceId, String conversationId, String id) {
        if (!ResourceType.MESSAGE.matches(id)) {
            return Optional.empty();
        }
        return log.find(workspaceId, ResourceType.EVENT.like(id))
                .filter(event -> event.draft().message() != null
                        && event.draft().conversationId().equals(conversationId))
                .map(MessageJson::broughtBy).or(() -> document(workspaceId, conversationId, id));
    }

    private Optional<Message> document(String workspaceId, String conversationId, String id) {
        return Optional.ofNullable(collection.find(new Document("_id", id).append("w", workspaceId)
                .append("conversation_id", conversationId)).first()).map(mapping::read);
    }

    @Override
    public void keep(Message message) {
        documents.write(COLLECTION, List.of(message));
    }

    @Override
    public void keepBroughtBy(List<Event> leaving) {
        documents.write(COLLECTION, leaving.stream().<Aggregate>map(MessageJson::broughtBy).toList());
        // An erasure may have emptied an event since it was read, and been through here before it was written.
        String workspaceId = leaving.getFirst().workspaceId();
        List<String> erased = log.findAll(workspaceId, leaving.stream().map(Event::id).toList()).stream()
                .filter(event -> event.draft().told().isEmpty())
                .map(event -> ResourceType.MESSAGE.like(event.id())).toList();
        if (!erased.isEmpty()) {
            collection.deleteMany(new Document("_id", new Document("$in", erased)).append("w", workspaceId));
        }
    }

    @Override
    public int erase(String workspaceId, String conversationId, int most) {
        return Deletions.some(collection,
                new Document("w", workspaceId).append("conversation_id", conversationId), most);
    }

    private static final class Mapping implements DocumentMapping<Message> {
        @Override
        public Document write(Message value) {
            return new Document("conversation_id", value.conversationId())
                    .append("author", new Document("type", Values.name(value.author().type()))
                            .append("id", value.author().id()))
                    .append("kind", Values.name(value.text().kind())).append("body", value.text().body())
                    .append("format", Values.name(value.text().format())).append("channel", Values.name(value.channel()))
                    .append("attachments", value.attachments().isEmpty() ? null
                            : value.attachments().stream().map(Mapping::file).toList())
                    .append("in_reply_to", value.inReplyTo()).append("external_id", value.externalId())
                    .append("metadata", value.metadata().isEmpty() ? null : new Document(value.metadata()))
                    .append("sequence", value.sequence()).append("event_sequence", value.eventSequence())
                    .append("redacted_at", Values.date(value.redactedAt()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public Message read(Document document) {
            Document author = document.get("author", Document.class);
            return new Message(document.getString("_id"), document.getString("w"),
                    document.getString("conversation_id"),
                    new Author(Values.constant(author, "type", AuthorType.class), author.getString("id")),
                    new MessageText(Values.constant(document, "kind", MessageKind.class), document.getString("body"),
                            Values.constant(document, "format", MessageFormat.class)),
                    Values.constant(document, "channel", Channel.class),
                    document.getList("attachments", Document.class, List.of()).stream().map(Mapping::file).toList(),
                    document.getString("in_reply_to"), document.getString("external_id"),
                    Values.metadata(document, "metadata"), document.getLong("sequence"),
                    document.getLong("event_sequence"), Values.instant(document, "redacted_at"),
                    document.getLong("v"), Values.instant(document, "created_at"),
                    Values.instant(document, "updated_at"));
        }

        private static Document file(MessageFile file) {
            return new Document("id", file.id()).append("filename", file.filename())
                    .append("content_type", file.contentType()).append("size", file.size());
        }

        private static MessageFile file(Document document) {
            return new MessageFile(document.getString("id"), document.getString("filename"),
                    document.getString("content_type"), document.getLong("size"));
        }
    }
}
