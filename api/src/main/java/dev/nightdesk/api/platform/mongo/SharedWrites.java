package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;

/**
 * Inserts and conditional updates that share trips to the database as look-ups do, each for itself: one that fails or
 * meets another version keeps none of the others from being written. Documents are encoded by those who ask, so that
 * what cannot be encoded fails alone.
 */
final class SharedWrites {
    /** For writes of which none depends on another. */
    static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int USUAL = 4_096;
    private static final int USUAL_CONDITION = 128;

    private final MongoCollection<RawBsonDocument> collection;
    private final Codec<Document> codec;
    private final SharedTrips<Write, Result> trips;

    /** What became of an update. */
    enum Outcome {
        /** It was written. */
        WRITTEN,
        /** Nothing fits its condition, or it was no longer allowed; it was not written. */
        MISSED,
        /** Some updates of its trip missed, and the database does not tell which. */
        UNCERTAIN
    }

    private record Write(String id, boolean conditional, BooleanSupplier allowed, WriteModel<RawBsonDocument> model) {
    }

    private record Result(Outcome outcome, RuntimeException failure) {
        static final Result WRITTEN = new Result(Outcome.WRITTEN, null);
        static final Result MISSED = new Result(Outcome.MISSED, null);
        static final Result UNCERTAIN = new Result(Outcome.UNCERTAIN, null);
    }

    /** Writes to the collection. */
    SharedWrites(MongoCollection<Document> collection) {
        this.collection = collection.withDocumentClass(RawBsonDocument.class);
        this.codec = collection.getCodecRegistry().get(Document.class);
        this.trips = SharedTrips.prepared(this::prepare, SharedTrips.patience(collection), SharedTrips.GATHERING);
    }

    /**
     * Adds the document.
     *
     * @param allowed asked before the write leaves; whoever shares the trip waits for it
     * @return written, or missed where it was no longer allowed
     * @throws MongoException as the driver's insert of one does
     */
    Outcome insert(Document document, BooleanSupplier allowed) {
        return ask(new Write(document.getString("_id"), false, allowed,
                new InsertOneModel<>(encoded(document, USUAL))));
    }

    /**
     * Updates the document that has the {@code _id} and all else of the condition.
     *
     * @param allowed asked before the write leaves; whoever shares the trip waits for it
     * @throws MongoException as the driver's update of one does
     */
    Outcome update(Document condition, Document update, BooleanSupplier allowed) {
        return ask(new Write(condition.getString("_id"), true, allowed,
                new UpdateOneModel<>(encoded(condition, USUAL_CONDITION), encoded(update, USUAL))));
    }

    private RawBsonDocument encoded(Document document, int usual) {
        return DocumentBytes.of(document, usual, codec);
    }

    private Outcome ask(Write write) {
        Result result = trips.ask(write);
        if (result.failure() != null) {
            throw result.failure();
        }
        return result.outcome();
    }

    /** Asks which writes are still allowed; the supplier makes those. */
    private Supplier<Map<Write, Result>> prepare(List<Write> writes) {
        Map<Write, Result> results = new HashMap<>();
        Set<String> updated = new HashSet<>();
        writes.forEach(write -> forego(write, updated).ifPresent(result -> results.put(write, result)));
        List<Write> sent = writes.stream().filter(write -> !results.containsKey(write)).toList();
        return () -> {
            if (!sent.isEmpty()) {
                send(sent, results);
            }
            return results;
        };
    }

    /** Of several updates of one document only the first can meet the version it is for. */
    private static Optional<Result> forego(Write write, Set<String> updated) {
        try {
            boolean sent = write.allowed().getAsBoolean() && (!write.conditional() || updated.add(write.id()));
            return sent ? Optional.empty() : Optional.of(Result.MISSED);
        } catch (RuntimeException e) {
            return Optional.of(new Result(null, e));
        }
    }

    private void send(List<Write> sent, Map<Write, Result> results) {
        try {
            int matched = collection.bulkWrite(sent.stream().map(Write::model).toList(), UNORDERED).getMatchedCount();
            conclude(sent, matched, results);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                throw new MongoWriteConcernException(e.getWriteConcernError(), null, e.getServerAddress(),
                        e.getErrorLabels());
            }
            for (BulkWriteError error : e.getWriteErrors()) {
                results.put(sent.get(error.getIndex()), new Result(null, failure(e, error)));
            }
            conclude(sent, e.getWriteResult().getMatchedCount(), results);
        }
    }

    private static MongoException failure(MongoBulkWriteException all, BulkWriteError error) {
        return new MongoWriteException(new WriteError(error.getCode(), error.getMessage(), error.getDetails()),
                all.getServerAddress(), all.getErrorLabels());
    }

    private static void conclude(List<Write> sent, int matched, Map<Write, Result> results) {
        long updates = sent.stream().filter(write -> write.conditional() && !results.containsKey(write)).count();
        Result updated = matched == updates ? Result.WRITTEN : matched == 0 ? Result.MISSED : Result.UNCERTAIN;
        sent.forEach(write -> results.putIfAbsent(write, write.conditional() ? updated : Result.WRITTEN));
    }
}
