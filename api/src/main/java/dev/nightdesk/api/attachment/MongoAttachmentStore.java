package dev.nightdesk.api.attachment;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Attachments in the collection {@code attachments}. */
public final class MongoAttachmentStore extends MongoAggregateStore<Attachment> implements AttachmentStore {
    private static final String COLLECTION = "attachments";
    private static final Indexes INDEXES = new Indexes().on("w").uniqueWherePresent("w", "content")
            .wherePresent("review_at");

    /** A store in the room. */
    public MongoAttachmentStore(MongoRoom room) {
        super(room.aggregates(COLLECTION, new Mapping(), INDEXES));
    }

    @Override
    public boolean hasContent(String workspaceId, String contentId) {
        return idOf(new Document("w", workspaceId).append("content", contentId)).isPresent();
    }

    @Override
    public List<Attachment> due(Instant before, int most) {
        return collection().find(Filters.lt("review_at", Values.date(before))).sort(Sorts.ascending("review_at"))
                .limit(most).map(this::read).into(new ArrayList<>());
    }

    private static final class Mapping implements DocumentMapping<Attachment> {
        @Override
        public Document write(Attachment value) {
            Attachment.Use use = value.use();
            return new Document("filename", value.filename()).append("content_type", value.contentType())
                    .append("content", value.content().id()).append("size", value.content().size())
                    .append("sha256", value.content().sha256())
                    .append("uploader_kind", Values.name(value.uploader().kind()))
                    .append("uploader_id", value.uploader().id())
                    .append("conversation_id", use == null ? null : use.conversationId())
                    .append("message_id", use == null ? null : use.messageId())
                    .append("review_at", Values.date(value.reviewAt()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public Attachment read(Document document) {
            String messageId = document.getString("message_id");
            return new Attachment(document.getString("_id"), document.getString("w"), document.getString("filename"),
                    document.getString("content_type"),
                    new Content(document.getString("content"), document.getLong("size"), document.getString("sha256")),
                    new Uploader(Values.constant(document, "uploader_kind", CallerKind.class),
                            document.getString("uploader_id")),
                    messageId == null ? null : new Attachment.Use(document.getString("conversation_id"), messageId),
                    Values.instant(document, "review_at"), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
