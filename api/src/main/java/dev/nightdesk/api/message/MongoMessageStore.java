package dev.nightdesk.api.message;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/** Messages in the collection {@code messages}. */
public final class MongoMessageStore implements MessageStore {
    /** Where messages live. */
    public static final String COLLECTION = "messages";
    private static final Indexes INDEXES = new Indexes().on("w", "conversation_id", "sequence");

    private final MongoCollection<Document> collection;
    private final Mapping mapping = new Mapping();

    /** A store in the room, which learns here how messages are written. */
    public MongoMessageStore(MongoRoom room) {
        collection = room.mongo().collection(COLLECTION);
        INDEXES.create(collection);
        room.outboxes().companions(COLLECTION, mapping);
    }

    @Override
    public List<Message> list(String workspaceId, String conversationId, Set<MessageKind> kinds,
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
        return Optional.ofNullable(collection.find(new Document("_id", id).append("w", workspaceId)
                .append("conversation_id", conversationId)).first()).map(mapping::read);
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
