package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.FailedToParseException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/** {@code insert}, {@code update}, {@code delete} and {@code findAndModify}. */
final class WriteCommands {

    private final Engine engine;
    private final StructureCommands structure;

    WriteCommands(Engine engine, StructureCommands structure) {
        this.engine = engine;
        this.structure = structure;
    }

    Document insert(String database, Document command) {
        Refusals.requireKnown(command, "insert", "documents", "ordered");
        List<Document> documents = statements(command, "documents");
        return writing(database, (String) command.get("insert"), writes -> {
            Statements result = new Statements(command);
            int[] inserted = {0};
            result.run(documents, (document, index) -> {
                writes.insert(document);
                inserted[0]++;
            });
            return result.reply(new Document("n", inserted[0]));
        });
    }

    Document update(String database, Document command) {
        Refusals.requireKnown(command, "update", "updates", "ordered");
        List<Document> updates = statements(command, "updates");
        return writing(database, (String) command.get("update"), writes -> {
            Statements result = new Statements(command);
            Tally tally = new Tally();
            result.run(updates, (statement, index) -> {
                Refusals.requireKnown(statement, "q", "u", "multi", "upsert", "arrayFilters");
                boolean multi = isTrue(statement, "multi");
                DocumentWrites.requireUpdate(statement.get("u"), multi);
                Document filter = Refusals.filter(statement.get("q"));
                tally.add(index, writes.update(filter, statement, multi, isTrue(statement, "upsert")));
            });
            return result.reply(tally.reply());
        });
    }

    /** Sums up the statements of an update command. */
    private static final class Tally {

        private final List<Document> upserted = new ArrayList<>();
        private int matched;
        private int modified;

        private void add(int index, DocumentWrites.Updated updated) {
            matched += updated.matched();
            modified += updated.modified();
            if (updated.upsertedId() != null) {
                upserted.add(new Document("index", index).append("_id", updated.upsertedId()));
            }
        }

        private Document reply() {
            Document reply = new Document("n", matched + upserted.size()).append("nModified", modified);
            return upserted.isEmpty() ? reply : reply.append("upserted", upserted);
        }
    }

    Document delete(String database, Document command) {
        Refusals.requireKnown(command, "delete", "deletes", "ordered");
        List<Document> deletes = statements(command, "deletes");
        String name = (String) command.get("delete");
        deletes.forEach(statement -> Refusals.filter(statement.get("q")));
        if (engine.catalog().find(database, name) == null) {
            return new Document("n", 0);
        }
        return writing(database, name, writes -> {
            Statements result = new Statements(command);
            int[] deleted = {0};
            result.run(deletes, (statement, index) -> {
                Refusals.requireKnown(statement, "q", "limit");
                boolean onlyOne = QueryCommands.number(statement, "limit") == 1;
                deleted[0] += writes.delete(Refusals.filter(statement.get("q")), onlyOne);
            });
            return result.reply(new Document("n", deleted[0]));
        });
    }

    Document findAndModify(String database, Document command) {
        String verb = command.containsKey("findAndModify") ? "findAndModify" : "findandmodify";
        Refusals.requireKnown(command, verb, "query", "sort", "remove", "update", "new", "fields", "upsert",
                "arrayFilters");
        Document query = Refusals.filter(command.get("query"));
        Refusals.projection(command.get("fields"));
        boolean remove = isTrue(command, "remove");
        if (remove == (command.get("update") != null)) {
            throw new FailedToParseException("Either an update or remove=true must be specified, and not both");
        }
        if (!remove) {
            DocumentWrites.requireUpdate(command.get("update"), false);
        }
        SortOrder sort = SortOrder.of(command.get("sort"));
        Document work = new Document(command);
        work.put("query", query);
        work.put("remove", remove);
        work.put("upsert", isTrue(command, "upsert"));
        work.remove("sort");
        return writing(database, (String) command.get(verb), writes -> writes.findAndModify(query, sort, work));
    }

    private static boolean isTrue(Document command, String name) {
        Object value = command.get(name);
        return Boolean.TRUE.equals(value) || (value instanceof Number number && number.doubleValue() != 0);
    }

    @SuppressWarnings("unchecked")
    private static List<Document> statements(Document command, String name) {
        if (!(command.get(name) instanceof List<?> list) || !list.stream().allMatch(Document.class::isInstance)) {
            throw new FailedToParseException("'" + name + "' must be an array of objects");
        }
        return (List<Document>) list;
    }

    private Document writing(String database, String name, Function<DocumentWrites, Document> work) {
        while (true) {
            structure.requireCollection(database, name);
            Lock shared = engine.structure().readLock();
            shared.lock();
            try {
                StoredCollection collection = engine.catalog().find(database, name);
                if (collection != null) {
                    return writing(collection, work);
                }
            } finally {
                shared.unlock();
            }
        }
    }

    private Document writing(StoredCollection collection, Function<DocumentWrites, Document> work) {
        StockDatabase stock = new StockDatabase(engine, collection.database(), null);
        try (WriteSession session = new WriteSession(engine, collection)) {
            Document reply = work.apply(new DocumentWrites(engine, session, stock));
            session.flush();
            return reply;
        }
    }

    /** Runs statements one after another and gathers their errors; the first ends an ordered command. */
    private static final class Statements {

        private final boolean ordered;
        private final List<Document> errors = new ArrayList<>();

        private Statements(Document command) {
            ordered = !command.containsKey("ordered") || isTrue(command, "ordered");
        }

        interface Statement {
            void run(Document statement, int index);
        }

        private void run(List<Document> statements, Statement action) {
            for (int index = 0; index < statements.size(); index++) {
                try {
                    action.run(statements.get(index), index);
                } catch (MongoServerError e) {
                    errors.add(new Document("index", index).appendAll(ErrorReplies.of(e)));
                    if (ordered) {
                        return;
                    }
                }
            }
        }

        private Document reply(Document reply) {
            return errors.isEmpty() ? reply : reply.append("writeErrors", errors);
        }
    }
}
