package dev.nightdesk.api.conversation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.sla.SlaHistory;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.TargetState;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Pages of history in the collection {@code sla_history}. */
public final class MongoSlaHistoryStore implements SlaHistoryStore {
    private static final Indexes INDEXES = new Indexes().on("w", "conversation_id", "number");

    private final MongoCollection<Document> collection;
    private final Mapping mapping = new Mapping();

    /** A store in the room, which learns here how pages are written. */
    public MongoSlaHistoryStore(MongoRoom room) {
        collection = room.mongo().collection(SlaHistoryPage.COLLECTION);
        INDEXES.create(collection);
        room.outboxes().companions(SlaHistoryPage.COLLECTION, mapping);
    }

    @Override
    public List<SlaHistoryPage> latest(String workspaceId, String conversationId, int most) {
        return collection.find(of(workspaceId, conversationId)).sort(Sorts.descending("number")).limit(most)
                .map(mapping::read).into(new ArrayList<>()).reversed();
    }

    @Override
    public int erase(String workspaceId, String conversationId, int most) {
        return Deletions.some(collection, of(workspaceId, conversationId), most);
    }

    private static Document of(String workspaceId, String conversationId) {
        return new Document("w", workspaceId).append("conversation_id", conversationId);
    }

    private static final class Mapping implements DocumentMapping<SlaHistoryPage> {
        private final MongoSlaMapping terms = new MongoSlaMapping();

        @Override
        public Document write(SlaHistoryPage value) {
            return new Document("conversation_id", value.conversationId()).append("number", value.number())
                    .append("entries", value.entries().stream().map(this::entry).toList());
        }

        @Override
        public SlaHistoryPage read(Document document) {
            return new SlaHistoryPage(document.getString("w"), document.getString("conversation_id"),
                    document.getLong("number"),
                    document.getList("entries", Document.class).stream().map(this::entry).toList());
        }

        private Document entry(SlaHistory entry) {
            Document document = new Document("metric", Values.name(entry.metric())).append("cycle", entry.cycle())
                    .append("application", entry.application());
            return switch (entry) {
                case SlaHistory.Stretch stretch -> document.append("from", Values.date(stretch.from()))
                        .append("to", Values.date(stretch.to())).append("policy_id", stretch.policyId())
                        .append("policy_version", stretch.policyVersion())
                        .append("priority", Values.name(stretch.priority())).append("schedule", stretch.scheduleId())
                        .append("paused_by", Values.name(stretch.pausedBy()))
                        .append("counted", stretch.counted().toMillis());
                case SlaHistory.ClosedTarget closed -> document.append("state", Values.name(closed.state()))
                        .append("terms", terms.terms(closed.terms()))
                        .append("started_at", Values.date(closed.startedAt()))
                        .append("ended_at", Values.date(closed.endedAt()))
                        .append("breached_at", Values.date(closed.breachedAt()))
                        .append("deadline", Values.date(closed.deadline()))
                        .append("elapsed", closed.elapsed().toMillis());
            };
        }

        private SlaHistory entry(Document document) {
            SlaMetric metric = Values.constant(document, "metric", SlaMetric.class);
            int cycle = document.getInteger("cycle");
            int application = document.getInteger("application");
            if (document.containsKey("from")) {
                return new SlaHistory.Stretch(metric, cycle, application, Values.instant(document, "from"),
                        Values.instant(document, "to"), document.getString("policy_id"),
                        document.getInteger("policy_version"), Values.constant(document, "priority", Priority.class),
                        document.getString("schedule"),
                        Values.constant(document, "paused_by", ConversationStatus.class),
                        Duration.ofMillis(document.getLong("counted")));
            }
            return new SlaHistory.ClosedTarget(metric, cycle, application,
                    terms.terms(document.get("terms", Document.class)),
                    Values.constant(document, "state", TargetState.class), Values.instant(document, "started_at"),
                    Values.instant(document, "ended_at"), Values.instant(document, "breached_at"),
                    Values.instant(document, "deadline"), Duration.ofMillis(document.getLong("elapsed")));
        }
    }
}
