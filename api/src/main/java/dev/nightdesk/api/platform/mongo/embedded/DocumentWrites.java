package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.AbstractMongoCollection.FindAndModifyPlanExecutorError;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.InvalidIdFieldError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.nightdesk.api.platform.mongo.embedded.WriteSession.Crowded;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Inserts, updates and deletes within one session. */
final class DocumentWrites {

    /** A unique key that was free when looked for and taken when written has an owner to be found the next time. */
    private static final int UPSERT_ATTEMPTS = 5;

    /** The parts of a command that wants nothing but an update, and no document back. */
    private static final Set<String> UPDATE_ONLY = Set.of("query", "update", "upsert");

    private final Engine engine;
    private final WriteSession session;
    private final StockDatabase stock;

    DocumentWrites(Engine engine, WriteSession session, StockDatabase stock) {
        this.engine = engine;
        this.session = session;
        this.stock = stock;
    }

    /** An update statement and what it found. */
    record Updated(int matched, int modified, Object upsertedId) {}

    void insert(Document document) {
        Document complete = document;
        if (!document.containsKey(IndexDefinition.ID)) {
            complete = new Document(IndexDefinition.ID, new ObjectId());
            complete.putAll(document);
        }
        requireId(complete);
        insertWhenAlone(complete);
    }

    private void insertWhenAlone(Document document) {
        while (true) {
            try {
                session.insert(document);
                session.flushIfLarge();
                return;
            } catch (Crowded e) {
                session.flush();
            }
        }
    }

    private static void requireId(Document document) {
        if (document.get(IndexDefinition.ID) instanceof Collection<?>) {
            throw new InvalidIdFieldError("The '_id' value cannot be of type array");
        }
    }

    /** Runs one statement of an update command; {@code statement} has q, u, multi, upsert and arrayFilters. */
    Updated update(Document filter, Document statement, boolean multi, boolean upsert) {
        Document command = new Document("query", filter).append("update", statement.get("u"));
        if (statement.containsKey("arrayFilters")) {
            command.append("arrayFilters", statement.get("arrayFilters"));
        }
        try {
            return multi ? updateMany(filter, command, upsert) : updateOne(filter, command, upsert);
        } catch (FindAndModifyPlanExecutorError e) {
            throw e.getCause();
        }
    }

    private Updated updateMany(Document filter, Document command, boolean upsert) {
        int matched = 0;
        int modified = 0;
        for (long record : targets(filter)) {
            Modified result = modify(record, filter, command);
            matched += result == null ? 0 : 1;
            modified += result == null || !result.changed() ? 0 : 1;
        }
        return matched == 0 && upsert ? updateOne(filter, command, true) : new Updated(matched, modified, null);
    }

    private Updated updateOne(Document filter, Document command, boolean upsert) {
        Modified result = modifyFirst(filter, SortOrder.of(null), command.append("upsert", upsert));
        if (result == null) {
            return new Updated(0, 0, null);
        }
        return result.upserted() == null
                ? new Updated(1, result.changed() ? 1 : 0, null)
                : new Updated(0, 0, result.upserted());
    }

    /** Runs a findAndModify command and returns its reply. */
    Document findAndModify(Document filter, SortOrder sort, Document command) {
        Modified result = modifyFirst(filter, sort, command);
        if (result == null) {
            return new Document("lastErrorObject", new Document("n", 0).append("updatedExisting", false))
                    .append("value", null);
        }
        Document last = new Document("n", 1);
        if (result.upserted() != null) {
            last.append("updatedExisting", false).append("upserted", result.upserted());
        } else if (!Boolean.TRUE.equals(command.get("remove"))) {
            last.append("updatedExisting", true);
        }
        return new Document("lastErrorObject", last).append("value", result.value());
    }

    /** How many documents were deleted. */
    int delete(Document filter, boolean onlyOne) {
        Document command = new Document("query", filter).append("remove", true);
        if (onlyOne) {
            return modifyFirst(filter, SortOrder.of(null), command) == null ? 0 : 1;
        }
        int deleted = 0;
        for (long record : targets(filter)) {
            deleted += modify(record, filter, command) == null ? 0 : 1;
        }
        return deleted;
    }

    /** A document was found, or made: the value to return, whether it changed, its id if it was made. */
    private record Modified(Object value, boolean changed, Object upserted) {}

    private Modified modifyFirst(Document filter, SortOrder sort, Document command) {
        for (int attempt = 1; ; attempt++) {
            Modified result = modifyFirstPresent(filter, sort, command);
            if (result != null || !Boolean.TRUE.equals(command.get("upsert"))) {
                return result;
            }
            try {
                return upsert(command);
            } catch (DuplicateKey e) {
                if (attempt == UPSERT_ATTEMPTS) {
                    throw e;
                }
                if (!foundNow(filter)) {
                    throw e;
                }
            }
        }
    }

    private boolean foundNow(Document filter) {
        try (Snapshot snapshot = engine.storage().snapshot()) {
            return new QueryRun(snapshot, Query.all(session.collection(), filter)).next() != null
                    || !session.writtenRecords().isEmpty();
        }
    }

    private Modified modifyFirstPresent(Document filter, SortOrder sort, Document command) {
        List<Long> own = List.copyOf(session.writtenRecords());
        try (Snapshot snapshot = engine.storage().snapshot()) {
            QueryRun run = new QueryRun(snapshot, new Query(session.collection(), filter, sort, 0, 0));
            try {
                for (QueryRun.Match match = run.next(); match != null; match = run.next()) {
                    Modified result = modify(match.record(), filter, command);
                    if (result != null) {
                        return result;
                    }
                }
            } finally {
                engine.report(run.trace());
            }
        }
        for (long record : own) {
            Modified result = session.excludes(record, filter) ? null : modify(record, filter, command);
            if (result != null) {
                return result;
            }
        }
        return null;
    }

    private Modified upsert(Document command) {
        StockSemantics semantics = new StockSemantics(stock, session.collection().name(), null);
        Document reply = semantics.findAndModify(command);
        Document made = semantics.outcome();
        requireId(made);
        insertWhenAlone(made);
        return new Modified(reply.get("value"), true, made.get(IndexDefinition.ID));
    }

    /** Every record that may match, collected before the first is changed. */
    private List<Long> targets(Document filter) {
        List<Long> records = new ArrayList<>();
        try (Snapshot snapshot = engine.storage().snapshot()) {
            QueryRun run = new QueryRun(snapshot, Query.all(session.collection(), filter));
            for (QueryRun.Match match = run.next(); match != null; match = run.next()) {
                records.add(match.record());
            }
            engine.report(run.trace());
        }
        session.writtenRecords().stream().filter(record -> !records.contains(record)).forEach(records::add);
        return records;
    }

    /** Changes one document if it still matches once it is locked, else returns null. */
    private Modified modify(long record, Document filter, Document command) {
        while (true) {
            try {
                session.lockRecord(record);
                Document before = session.read(record);
                if (before == null || !new DefaultQueryMatcher().matches(before, filter)) {
                    return null;
                }
                Modified result = modifyLocked(record, before, command);
                session.flushIfLarge();
                return result;
            } catch (Crowded e) {
                session.flush();
            }
        }
    }

    private Modified modifyLocked(long record, Document before, Document command) {
        Optional<Document> outcome = UPDATE_ONLY.containsAll(command.keySet())
                ? PlainUpdate.of(command.get("update")).flatMap(update -> update.apply(before)) : Optional.empty();
        if (outcome.isPresent()) {
            boolean changes = !outcome.get().equals(before);
            if (changes) {
                session.replace(record, before, outcome.get());
            }
            return new Modified(null, changes, null);
        }
        return modifyByQueryCore(record, before, command);
    }

    private Modified modifyByQueryCore(long record, Document before, Document command) {
        StockSemantics semantics =
                new StockSemantics(stock, session.collection().name(), before.cloneDeeply());
        Document reply = semantics.findAndModify(command);
        if (semantics.removed()) {
            session.remove(record, before);
        } else if (semantics.outcome() != null) {
            session.replace(record, before, semantics.outcome());
        }
        return new Modified(reply.get("value"), semantics.removed() || semantics.outcome() != null, null);
    }

    /** Refuses what mongo-java-server would misread: an update that is not a document. */
    static void requireUpdate(Object update, boolean multi) {
        if (!(update instanceof Document document)) {
            throw new MongoServerError(ErrorCode.FailedToParse,
                    "Updates by an aggregation pipeline are not supported by the embedded database");
        }
        if (multi && document.keySet().stream().anyMatch(name -> !name.startsWith("$"))) {
            throw new MongoServerError(ErrorCode.FailedToParse, "multi update only works with $ operators");
        }
    }
}
