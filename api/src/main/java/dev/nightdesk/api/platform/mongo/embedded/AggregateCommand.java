package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** {@code aggregate}: what a query can do comes from the indexes, the rest from mongo-java-server's stages. */
final class AggregateCommand {

    private final Engine engine;
    private final Cursors cursors;

    AggregateCommand(Engine engine, Cursors cursors) {
        this.engine = engine;
        this.cursors = cursors;
    }

    Document aggregate(String database, Document command) {
        Refusals.requireKnown(command, "aggregate", "pipeline", "cursor");
        if (!(command.get("aggregate") instanceof String name)) {
            throw Refusals.unsupported("An aggregation over a whole database");
        }
        if (!(command.get("pipeline") instanceof Collection<?> pipeline)) {
            throw new BadValueException("'pipeline' option must be specified as an array");
        }
        Refusals.pipeline(pipeline);
        Object cursor = command.get("cursor");
        int batchSize = cursor instanceof Document options && options.containsKey("batchSize")
                ? (int) QueryCommands.number(options, "batchSize")
                : Cursors.FIRST_BATCH;
        List<Document> results = results(database, name, documents(pipeline));
        Cursors.Source source = BatchSources.ofDocuments(results);
        return cursors.firstBatch(database + "." + name, source.take(batchSize), source);
    }

    /** Those of the collection, then those of another where the last stage asks for them. */
    private List<Document> results(String database, String name, List<Document> stages) {
        Document other = stages.isEmpty() ? null : (Document) stages.getLast().get(Refusals.UNION);
        List<Document> own = other == null ? stages : stages.subList(0, stages.size() - 1);
        List<Document> found = engine.read(database, name, List.of(),
                (snapshot, collection) -> run(snapshot, collection, own));
        if (other == null) {
            return found;
        }
        List<Document> all = new ArrayList<>(found);
        all.addAll(results(database, (String) other.get("coll"), documents((Collection<?>) other.get("pipeline"))));
        return all;
    }

    private static List<Document> documents(Collection<?> pipeline) {
        return pipeline.stream().map(Document.class::cast).toList();
    }

    private List<Document> run(Snapshot snapshot, StoredCollection collection, List<Document> stages) {
        Leading leading = new Leading();
        int taken = 0;
        while (taken < stages.size() && leading.takes(stages.get(taken))) {
            taken++;
        }
        QueryRun run = new QueryRun(snapshot, leading.query(collection));
        Stream<Document> found = Stream.generate(run::next).takeWhile(match -> match != null)
                .map(QueryRun.Match::document);
        if (taken < stages.size()) {
            found = further(snapshot, collection, stages.subList(taken, stages.size())).runStagesAsStream(found);
        }
        List<Document> results = found.toList();
        engine.report(run.trace());
        return results;
    }

    private Aggregation further(Snapshot snapshot, StoredCollection collection, List<Document> stages) {
        StockDatabase stock = new StockDatabase(engine, collection.database(), snapshot);
        return Aggregation.fromPipeline(stages, other -> stock, stock,
                new LookupCollection(stock, engine, snapshot, collection), NoopOplog.get());
    }

    /** Stages at the front that are a query: filters, one order, then a skip, then a limit. */
    private static final class Leading {

        private final List<Document> filters = new ArrayList<>();
        private Object sort;
        private long skip;
        private long limit;

        private boolean takes(Document stage) {
            String name = stage.keySet().iterator().next();
            Object value = stage.get(name);
            return switch (name) {
                case "$match" -> skip == 0 && limit == 0 && filters.add((Document) value);
                case "$sort" -> sort == null && skip == 0 && limit == 0 && takesSort(value);
                case "$skip" -> skip == 0 && limit == 0 && takesSkip(((Number) value).longValue());
                case "$limit" -> limit == 0 && takesLimit(((Number) value).longValue());
                default -> false;
            };
        }

        private boolean takesSort(Object value) {
            sort = value;
            return true;
        }

        private boolean takesSkip(long value) {
            skip = value;
            return true;
        }

        private boolean takesLimit(long value) {
            limit = Math.max(0, value);
            return value > 0;
        }

        private Query query(StoredCollection collection) {
            Document filter = filters.size() == 1 ? filters.get(0)
                    : filters.isEmpty() ? new Document() : new Document("$and", filters);
            return new Query(collection, filter, SortOrder.of(sort), skip, limit);
        }
    }
}
