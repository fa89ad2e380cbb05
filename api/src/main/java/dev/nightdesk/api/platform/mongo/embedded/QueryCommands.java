package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import dev.nightdesk.api.platform.mongo.embedded.wire.RawDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code find}, {@code count}, {@code distinct} and {@code explain}. */
final class QueryCommands {

    private final Engine engine;
    private final Cursors cursors;

    QueryCommands(Engine engine, Cursors cursors) {
        this.engine = engine;
        this.cursors = cursors;
    }

    Document find(String database, Document command) {
        Refusals.requireKnown(command, "find", "filter", "sort", "skip", "limit", "batchSize", "projection",
                "singleBatch");
        String name = (String) command.get("find");
        String namespace = database + "." + name;
        Document projection = Refusals.projection(command.get("projection"));
        Document filter = Refusals.filter(command.get("filter"));
        SortOrder sort = SortOrder.of(command.get("sort"));
        long limit = number(command, "limit");
        boolean single = Boolean.TRUE.equals(command.get("singleBatch")) || limit < 0;
        int batchSize = command.containsKey("batchSize") ? (int) number(command, "batchSize") : Cursors.FIRST_BATCH;
        Document none = cursors.firstBatch(namespace, List.of(), BatchSources.ofDocuments(List.of()));
        return engine.read(database, name, none, (snapshot, collection) -> {
            Query query = new Query(collection, filter, sort, number(command, "skip"), Math.abs(limit));
            QueryRun run = new QueryRun(snapshot, query);
            Rendering rendering = new Rendering(database, collection, projection);
            BatchSources.Batch batch = new BatchSources.Batch(batchSize);
            while (batch.hasRoom()) {
                QueryRun.Match match = run.next();
                if (match == null) {
                    engine.report(run.trace());
                    return cursors.firstBatch(namespace, batch.documents(), BatchSources.ofDocuments(List.of()));
                }
                batch.add(rendering.of(match));
            }
            Cursors.Source rest = single ? BatchSources.ofDocuments(List.of()) : rest(run, query, rendering);
            engine.report(run.trace());
            return cursors.firstBatch(namespace, batch.documents(), rest);
        });
    }

    /** A limit or a sort in memory bounds what is left, so it is kept; otherwise only the numbers are. */
    private Cursors.Source rest(QueryRun run, Query query, Rendering rendering) {
        if (query.limit() > 0 || !run.plan().sorted()) {
            List<Object> documents = new ArrayList<>();
            for (QueryRun.Match match = run.next(); match != null; match = run.next()) {
                documents.add(rendering.of(match));
            }
            return BatchSources.ofDocuments(documents);
        }
        return BatchSources.ofRecords(run.remainingRecords(), record -> reread(query, rendering, record));
    }

    private Object reread(Query query, Rendering rendering, long record) {
        try (Snapshot snapshot = engine.storage().snapshot()) {
            int documents = query.collection().documents();
            byte[] bson = snapshot.has(documents) ? snapshot.get(documents, RecordNumber.key(record)) : null;
            if (bson == null) {
                return null;
            }
            Document document = BsonReader.read(bson);
            boolean matches = new DefaultQueryMatcher().matches(document, query.filter());
            return matches ? rendering.of(new QueryRun.Match(record, bson, document)) : null;
        }
    }

    /** How a match is returned: as stored, or through the projection. */
    private final class Rendering {

        private final StockSemantics semantics;
        private final Document projection;

        private Rendering(String database, StoredCollection collection, Document projection) {
            semantics = projection == null ? null
                    : new StockSemantics(new StockDatabase(engine, database, null), collection.name(), null);
            this.projection = projection;
        }

        private Object of(QueryRun.Match match) {
            return projection == null
                    ? new RawDocument(match.bson())
                    : semantics.projected(Stream.of(match.document()), projection).get(0);
        }
    }

    Document count(String database, Document command) {
        Refusals.requireKnown(command, "count", "query", "limit", "skip");
        Document filter = Refusals.filter(command.get("query"));
        long skip = number(command, "skip");
        long limit = Math.abs(number(command, "limit"));
        long counted = engine.read(database, (String) command.get("count"), 0L, (snapshot, collection) -> {
            if (filter.isEmpty()) {
                long rest = Math.max(0, snapshot.size(collection.documents()) - skip);
                return limit > 0 ? Math.min(limit, rest) : rest;
            }
            QueryRun run = new QueryRun(snapshot, new Query(collection, filter, SortOrder.of(null), skip, limit));
            long matches = 0;
            while (run.next() != null) {
                matches++;
            }
            engine.report(run.trace());
            return matches;
        });
        return new Document("n", Math.toIntExact(counted));
    }

    Document distinct(String database, Document command) {
        Refusals.requireKnown(command, "distinct", "key", "query");
        Document filter = Refusals.filter(command.get("query"));
        String key = (String) command.get("key");
        Set<Object> values = new TreeSet<>(ValueComparator.ascWithoutListHandling());
        engine.read(database, (String) command.get("distinct"), null, (snapshot, collection) -> {
            QueryRun run = new QueryRun(snapshot, Query.all(collection, filter));
            for (QueryRun.Match match = run.next(); match != null; match = run.next()) {
                Object value = Utils.getSubdocumentValueCollectionAware(match.document(), key);
                if (value instanceof Collection<?> several) {
                    several.stream().filter(one -> !(one instanceof Missing)).forEach(values::add);
                } else if (!(value instanceof Missing)) {
                    values.add(value);
                }
            }
            engine.report(run.trace());
            return null;
        });
        return new Document("values", values);
    }

    /** Runs the query and tells how; in MongoDB's words as far as there is something to tell. */
    Document explain(String database, Document command) {
        if (!(command.get("explain") instanceof Document explained) || !explained.containsKey("find")) {
            throw Refusals.unsupported("explain of anything but find");
        }
        String name = (String) explained.get("find");
        Document filter = Refusals.filter(explained.get("filter"));
        SortOrder sort = SortOrder.of(explained.get("sort"));
        QueryTrace none = new QueryTrace(database + "." + name, QueryTrace.NO_INDEX, true, 0, 0, 0);
        QueryTrace trace = engine.read(database, name, none, (snapshot, collection) -> {
            QueryRun run = new QueryRun(snapshot, new Query(collection, filter, sort,
                    number(explained, "skip"), Math.abs(number(explained, "limit"))));
            return run.toEnd();
        });
        Document scan = trace.index().equals(QueryTrace.NO_INDEX)
                ? new Document("stage", QueryTrace.NO_INDEX)
                : new Document("stage", "FETCH").append("inputStage",
                        new Document("stage", "IXSCAN").append("indexName", trace.index()));
        Document winner = trace.sortedByIndex() ? scan : new Document("stage", "SORT").append("inputStage", scan);
        return new Document("queryPlanner", new Document("namespace", trace.collection()).append("winningPlan", winner))
                .append("executionStats", new Document("executionSuccess", true)
                        .append("nReturned", trace.returned())
                        .append("totalKeysExamined", trace.keysExamined())
                        .append("totalDocsExamined", trace.documentsExamined()));
    }

    static long number(Document command, String name) {
        Object value = command.get(name);
        if (value != null && !(value instanceof Number)) {
            throw new BadValueException("'" + name + "' must be a number");
        }
        return value == null ? 0 : ((Number) value).longValue();
    }
}
