package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.conversions.Bson;

/**
 * The log as a collection whose insert is the allocation: the id of a document is workspace and number, a number that
 * is taken means somebody else was faster, and a unique event id makes a repetition do nothing. An ordered insert
 * leaves no gap wherever it stops.
 */
public final class MongoEventLog implements EventLog {
    /** Unique: an event stands in the log once. */
    public static final String EVENT_INDEX = "w_1_e_1";

    private static final int USUAL = 2_048;

    private final MongoCollection<Document> collection;
    private final MongoCollection<RawBsonDocument> entries;
    private final Codec<Document> codec;
    /** Where this node last saw the end of each log; a wrong guess costs one more try. */
    private final ConcurrentHashMap<String, Long> ends = new ConcurrentHashMap<>();

    /** A log over the collection. */
    public MongoEventLog(MongoCollection<Document> collection) {
        this.collection = collection;
        this.entries = collection.withDocumentClass(RawBsonDocument.class);
        this.codec = collection.getCodecRegistry().get(Document.class);
    }

    @Override
    public int append(String workspaceId, List<Event> events) {
        long end = ends.computeIfAbsent(workspaceId, this::readEnd);
        int appended = 0;
        int next = 0;
        while (next < events.size()) {
            List<Event> rest = events.subList(next, events.size());
            try {
                entries.insertMany(documents(rest, end));
                end += rest.size();
                appended += rest.size();
                next = events.size();
            } catch (MongoBulkWriteException e) {
                BulkWriteError error = firstDuplicate(e);
                appended += error.getIndex();
                next += error.getIndex();
                end += error.getIndex();
                if (DuplicateKeys.index(error.getMessage()).equals(EVENT_INDEX)) {
                    next++;
                } else {
                    end = readEnd(workspaceId);
                }
            }
        }
        ends.merge(workspaceId, end, Math::max);
        return appended;
    }

    @Override
    public List<Event> after(String workspaceId, long sequence, int most) {
        return collection.find(Filters.and(Filters.gt("_id", id(workspaceId, sequence)),
                Filters.lt("_id", beyond(workspaceId)))).sort(Sorts.ascending("_id")).limit(most)
                .map(EventMapping::read).into(new ArrayList<>());
    }

    @Override
    public List<Event> ofConversation(String workspaceId, String conversationId, long conversationSequence, int most) {
        return collection.find(Filters.and(Filters.eq("w", workspaceId), Filters.eq("c", conversationId),
                Filters.gt("cn", conversationSequence))).sort(Sorts.ascending("cn")).limit(most)
                .map(EventMapping::read).into(new ArrayList<>());
    }

    @Override
    public List<Event> ofConversation(String workspaceId, String conversationId, long after, long upTo, int most) {
        return collection.find(Filters.and(Filters.eq("w", workspaceId), Filters.eq("c", conversationId),
                Filters.gt("n", after), Filters.lte("n", upTo))).sort(Sorts.ascending("n")).limit(most)
                .map(EventMapping::read).into(new ArrayList<>());
    }

    @Override
    public Optional<Event> find(String workspaceId, String eventId) {
        return Optional.ofNullable(collection.find(Filters.and(Filters.eq("w", workspaceId), Filters.eq("e", eventId)))
                .first()).map(EventMapping::read);
    }

    @Override
    public List<Event> findAll(String workspaceId, List<String> eventIds) {
        return eventIds.isEmpty() ? List.of() : collection.find(Filters.and(Filters.eq("w", workspaceId),
                Filters.in("e", eventIds))).map(EventMapping::read).into(new ArrayList<>());
    }

    @Override
    public long end(String workspaceId) {
        return readEnd(workspaceId);
    }

    /** Numbers are dense and, but for a moment's delay, in the order of time: halving finds the place. */
    @Override
    public long endBefore(String workspaceId, Instant instant) {
        List<Event> oldest = after(workspaceId, 0, 1);
        if (oldest.isEmpty()) {
            return 0;
        }
        long low = oldest.getFirst().sequence() - 1;
        long high = readEnd(workspaceId);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            List<Event> there = after(workspaceId, middle - 1, 1);
            if (!there.isEmpty() && there.getFirst().timestamp().isBefore(instant)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Ids carry their time: one made before the oldest event, in a log that has lost some, was probably lost. */
    @Override
    public boolean expired(String workspaceId, String eventId) {
        List<Event> oldest = after(workspaceId, 0, 1);
        return !oldest.isEmpty() && oldest.getFirst().sequence() > 1
                && eventId.compareTo(oldest.getFirst().id()) < 0;
    }

    @Override
    public List<Event> messages(String workspaceId, String conversationId, Set<String> kinds, Optional<Long> beyond,
            boolean descending, int most) {
        Document place = new Document("$gt", descending ? 0L : beyond.orElse(0L));
        beyond.filter(sequence -> descending).ifPresent(sequence -> place.append("$lt", sequence));
        Document query = new Document("w", workspaceId).append("c", conversationId).append("m", place);
        if (!kinds.isEmpty()) {
            query.append("mk", new Document("$in", List.copyOf(kinds)));
        }
        return collection.find(query).sort(descending ? Sorts.descending("m") : Sorts.ascending("m")).limit(most)
                .map(EventMapping::read).into(new ArrayList<>());
    }

    @Override
    public void rewrite(String workspaceId, String conversationId, long conversationSequence, String data) {
        collection.updateOne(new Document("w", workspaceId).append("c", conversationId)
                .append("cn", conversationSequence),
                Updates.combine(Updates.set("d", data), Updates.unset("m"), Updates.unset("mk")));
    }

    @Override
    public int empty(String workspaceId, String personId, int most) {
        List<String> ids = collection.find(new Document("w", workspaceId).append("p", personId))
                .projection(Projections.include("_id")).limit(most).map(document -> document.getString("_id"))
                .into(new ArrayList<>());
        return ids.isEmpty() ? 0 : (int) collection.updateMany(Filters.in("_id", ids),
                Updates.combine(Updates.set("d", "{}"), Updates.unset("p"))).getModifiedCount();
    }

    @Override
    public int purge(String workspaceId, Instant until, long upTo, Instant now, int most,
            Consumer<List<Event>> leaving) {
        // The last event stays however old it is: the next number is read off it.
        long last = Math.min(upTo, readEnd(workspaceId) - 1);
        Bson range = Filters.and(Filters.gt("_id", id(workspaceId, 0)), Filters.lte("_id", id(workspaceId, last)));
        List<String> old = new ArrayList<>();
        List<String> bringing = new ArrayList<>();
        for (Document document : collection.find(range).projection(Projections.include("_id", "at", "i.x", "m"))
                .sort(Sorts.ascending("_id")).limit(most)) {
            if (document.getDate("at").after(Date.from(until)) || hasGoodReceipt(document, now)) {
                break;
            }
            old.add(document.getString("_id"));
            if (document.containsKey("m")) {
                bringing.add(document.getString("_id"));
            }
        }
        List<Event> stillBringing = bringing.isEmpty() ? List.of()
                : collection.find(Filters.and(Filters.in("_id", bringing), Filters.exists("m")))
                        .map(EventMapping::read).into(new ArrayList<>());
        if (!stillBringing.isEmpty()) {
            leaving.accept(stillBringing);
        }
        return old.isEmpty() ? 0 : (int) collection.deleteMany(Filters.in("_id", old)).getDeletedCount();
    }

    private static boolean hasGoodReceipt(Document event, Instant now) {
        Document receipt = event.get("i", Document.class);
        return receipt != null && receipt.getDate("x").after(Date.from(now));
    }

    private List<RawBsonDocument> documents(List<Event> events, long end) {
        List<RawBsonDocument> documents = new ArrayList<>(events.size());
        for (Event event : events) {
            Event placed = event.at(end + documents.size() + 1);
            Document document = new Document("_id", id(placed.workspaceId(), placed.sequence()));
            documents.add(DocumentBytes.of(EventMapping.write(placed, document), USUAL, codec));
        }
        return documents;
    }

    private static BulkWriteError firstDuplicate(MongoBulkWriteException failure) {
        if (failure.getWriteErrors().isEmpty() || failure.getWriteErrors().getFirst().getCode() != DuplicateKeys.CODE) {
            throw failure;
        }
        return failure.getWriteErrors().getFirst();
    }

    private long readEnd(String workspaceId) {
        Document last = collection.find(Filters.and(Filters.gt("_id", id(workspaceId, 0)),
                Filters.lt("_id", beyond(workspaceId)))).projection(Projections.include("n"))
                .sort(Sorts.descending("_id")).first();
        return last == null ? 0 : last.getLong("n");
    }

    /** Zero-padded, so that the order of the texts is the order of the numbers. */
    private static String id(String workspaceId, long sequence) {
        String digits = Long.toString(sequence);
        return workspaceId + ":" + "0".repeat(19 - digits.length()) + digits;
    }

    private static String beyond(String workspaceId) {
        return workspaceId + ";";
    }
}
