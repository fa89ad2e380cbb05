package dev.nightdesk.api.presence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** Read markers in {@code read_markers}, typing signals in {@code typing_signals}. */
public final class MongoPresenceStore extends MongoAggregateStore<ReadMarker> implements PresenceStore {
    private static final int MOST_PARTICIPANTS = 200;

    private final MongoCollection<Document> signals;

    /** A store in the room. */
    public MongoPresenceStore(MongoRoom room) {
        super(room.aggregates("read_markers", new Mapping(), new Indexes().on("w", "conversation_id")));
        signals = room.mongo().collection("typing_signals");
        new Indexes().on("w", "conversation_id").on("until").create(signals);
    }

    @Override
    public List<ReadMarker> markers(String workspaceId, String conversationId) {
        return collection().find(new Document("w", workspaceId).append("conversation_id", conversationId))
                .limit(MOST_PARTICIPANTS).map(this::read).into(new ArrayList<>());
    }

    @Override
    public void typing(String workspaceId, String conversationId, Typing typing) {
        String id = ReadMarker.idOf(conversationId, typing.type(), typing.id());
        signals.replaceOne(new Document("_id", id), new Document("_id", id).append("w", workspaceId)
                .append("conversation_id", conversationId).append("type", typing.type()).append("id", typing.id())
                .append("preview", typing.preview()).append("until", Values.date(typing.until())),
                new ReplaceOptions().upsert(true));
    }

    @Override
    public List<Typing> typing(String workspaceId, String conversationId, Instant now) {
        return signals.find(new Document("w", workspaceId).append("conversation_id", conversationId)
                .append("until", new Document("$gt", Values.date(now)))).limit(MOST_PARTICIPANTS)
                .map(MongoPresenceStore::typing).into(new ArrayList<>());
    }

    @Override
    public Map<String, List<Typing>> typing(String workspaceId, Collection<String> conversationIds, Instant now) {
        Map<String, List<Typing>> typing = new HashMap<>();
        signals.find(new Document("w", workspaceId).append("conversation_id", new Document("$in", conversationIds))
                .append("until", new Document("$gt", Values.date(now))))
                .forEach(document -> typing.computeIfAbsent(document.getString("conversation_id"),
                        id -> new ArrayList<>()).add(typing(document)));
        return typing;
    }

    private static Typing typing(Document document) {
        return new Typing(document.getString("type"), document.getString("id"), document.getString("preview"),
                Values.instant(document, "until"));
    }

    @Override
    public int purge(Instant before, int most) {
        return Deletions.some(signals, Filters.lte("until", Values.date(before)), most);
    }

    private static final class Mapping implements DocumentMapping<ReadMarker> {
        @Override
        public Document write(ReadMarker value) {
            return new Document("conversation_id", value.conversationId()).append("reader_type", value.readerType())
                    .append("reader_id", value.readerId()).append("message_id", value.messageId())
                    .append("sequence", value.sequence()).append("read_at", Values.date(value.readAt()));
        }

        @Override
        public ReadMarker read(Document document) {
            return new ReadMarker(document.getString("_id"), document.getString("w"),
                    document.getString("conversation_id"), document.getString("reader_type"),
                    document.getString("reader_id"), document.getString("message_id"), document.getLong("sequence"),
                    Values.instant(document, "read_at"), document.getLong("v"));
        }
    }
}
