package dev.nightdesk.api.conversation;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoAggregates;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/** Conversations in the collection {@code conversations}. */
public final class MongoConversationStore extends MongoAggregateStore<Conversation> implements ConversationStore {
    /** Where conversations live. */
    public static final String COLLECTION = "conversations";
    /** The index that a second external id violates. */
    static final String EXTERNAL_ID_INDEX = Indexes.name("w", "external_id");
    /** An append moves one entry, of the order by change; the others move when their own field does. */
    private static final Indexes INDEXES = new Indexes()
            .on("w", "-created_at", "-_id").on("w", "-updated_at", "-_id").on("w", "-priority", "-_id")
            .on("w", "status", "-created_at", "-_id").on("w", "channel", "-created_at", "-_id")
            .on("w", "assignee_id", "-created_at", "-_id").on("w", "customer_id", "-created_at", "-_id")
            .on("w", "tags", "-created_at", "-_id").uniqueWherePresent("w", "external_id")
            .uniqueWherePresent("w", MongoAggregates.KEY).uniqueWherePresent("w", "continues")
            .wherePresent("lane", "wake_at")
            .where("sla_state", "w", "sla_state", "-created_at", "-_id")
            .where("next_deadline", "w", "next_deadline", "_id");

    /** A store in the room. */
    public MongoConversationStore(MongoRoom room) {
        super(room.aggregates(COLLECTION, new MongoConversationMapping(), INDEXES));
    }

    @Override
    public boolean versionsEverything() {
        return true;
    }

    @Override
    public boolean holdsKeys() {
        return true;
    }

    @Override
    public Page<Conversation> list(String workspaceId, ConversationFilter filter, Optional<Position> from, int limit) {
        Document query = new Document("w", workspaceId);
        any(query, "status", filter.statuses());
        any(query, "channel", filter.channels());
        if (!filter.priorities().isEmpty()) {
            query.append("priority", new Document("$in", filter.priorities().stream().map(Priority::rank).toList()));
        }
        filter.assignee().ifPresent(agent -> query.append("assignee_id",
                agent.equals(ConversationFilter.NOBODY) ? null : agent));
        filter.customerId().ifPresent(customer -> query.append("customer_id", customer));
        filter.tag().ifPresent(tag -> query.append("tags", tag));
        filter.externalId().ifPresent(externalId -> query.append("external_id", externalId));
        any(query, "sla_state", filter.slaStates());
        Values.narrow(query, "created_at", filter.created());
        Values.narrow(query, "updated_at", filter.updated());
        Sort sort = Sort.of(filter.sort());
        if (sort.field().equals("next_deadline")) {
            query.append("next_deadline", new Document("$exists", true));
        }
        return sort.page(collection(), query, from, limit, this::read);
    }

    @Override
    public Optional<String> idOfExternal(String workspaceId, String externalId) {
        return idOf(new Document("w", workspaceId).append("external_id", externalId));
    }

    @Override
    public Optional<String> idOfContinuation(String workspaceId, String closedId) {
        return idOf(new Document("w", workspaceId).append("continues", closedId));
    }

    @Override
    public List<Loaded<Conversation>> due(String lane, Instant at, int most) {
        return collection().find(new Document("lane", lane).append("wake_at", new Document("$lte", Values.date(at))))
                .sort(Sorts.ascending("wake_at")).limit(most).map(this::load).into(new ArrayList<>());
    }

    @Override
    public Optional<Instant> nextDue(String lane) {
        return Optional.ofNullable(collection().find(new Document("lane", lane)
                .append("wake_at", new Document("$exists", true))).sort(Sorts.ascending("wake_at"))
                .projection(Projections.include("wake_at")).first())
                .map(document -> Values.instant(document, "wake_at"));
    }

    @Override
    public Page<Loaded<Conversation>> inStatus(String workspaceId, ConversationStatus status, Optional<Position> from,
            int limit) {
        return Sort.NEWEST_FIRST.page(collection(), new Document("w", workspaceId).append("status",
                Values.name(status)), from, limit, this::load);
    }

    @Override
    public long count(String workspaceId, Set<ConversationStatus> statuses) {
        return collection().countDocuments(new Document("w", workspaceId).append("status",
                new Document("$in", statuses.stream().map(Values::name).toList())));
    }

    @Override
    public List<String> ofCustomer(String workspaceId, String customerId, int most) {
        return ids(customer(workspaceId, customerId), most);
    }

    @Override
    public List<String> notErasedOf(String workspaceId, String customerId, int most) {
        return ids(customer(workspaceId, customerId).append("erased", new Document("$exists", false)), most);
    }

    @Override
    public List<String> movedFrom(String workspaceId, String holderId, String formerId, int most) {
        return ids(customer(workspaceId, holderId).append("former_customers", formerId), most);
    }

    @Override
    public int count(String workspaceId, String customerId) {
        return (int) collection().countDocuments(customer(workspaceId, customerId));
    }

    @Override
    public int countMovedFrom(String workspaceId, String holderId, String formerId) {
        return (int) collection().countDocuments(customer(workspaceId, holderId).append("former_customers", formerId));
    }

    @Override
    public boolean hasOpenOf(String workspaceId, String agentId) {
        return idOf(new Document("w", workspaceId).append("assignee_id", agentId)
                .append("status", new Document("$ne", Values.name(ConversationStatus.CLOSED)))).isPresent();
    }

    private static Document customer(String workspaceId, String customerId) {
        return new Document("w", workspaceId).append("customer_id", customerId);
    }

    private List<String> ids(Document query, int most) {
        return collection().find(query).limit(most).projection(Projections.include("_id"))
                .map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    private static void any(Document query, String field, Collection<? extends Enum<?>> values) {
        if (!values.isEmpty()) {
            List<String> names = values.stream().map(Values::name).toList();
            query.append(field, names.size() == 1 ? names.getFirst() : new Document("$in", names));
        }
    }
}
