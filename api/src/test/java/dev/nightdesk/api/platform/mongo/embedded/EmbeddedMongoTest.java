package dev.nightdesk.api.platform.mongo.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded database as a driver sees it. */
class EmbeddedMongoTest {

    private static final StorageOptions RELAXED = StorageOptions.durableOnDisk().relaxed();

    @TempDir
    Path folder;

    private EmbeddedMongo embedded;
    private MongoClient client;
    private MongoCollection<Document> collection;

    @BeforeEach
    void open() {
        embedded = EmbeddedMongo.open(folder.resolve("data"), 0, RELAXED);
        client = MongoClients.create(embedded.connectionString());
        collection = client.getDatabase("test").getCollection("things");
    }

    @AfterEach
    void close() {
        client.close();
        embedded.close();
    }

    private void fill(int count) {
        collection.insertMany(IntStream.range(0, count).mapToObj(i -> new Document("_id", String.format("t%05d", i))
                .append("w", "w" + i % 4).append("status", i % 2 == 0 ? "open" : "closed").append("n", i)
                .append("tags", List.of("a" + i % 5, "b" + i % 3))).toList());
    }

    private QueryTrace traceOf(Runnable query) {
        AtomicReference<QueryTrace> last = new AtomicReference<>();
        embedded.observe(last::set);
        query.run();
        return last.get();
    }

    @Test
    void aPageInOrderIsReadFromTheCompoundIndexAlone() {
        collection.createIndex(new Document("w", 1).append("status", 1).append("n", -1));
        fill(2_000);
        QueryTrace trace = traceOf(() -> collection.find(new Document("w", "w2").append("status", "open"))
                .sort(new Document("n", -1)).limit(50).into(new ArrayList<>()));
        assertEquals("w_1_status_1_n_-1", trace.index());
        assertTrue(trace.sortedByIndex());
        assertEquals(50, trace.documentsExamined());
    }

    @Test
    void severalValuesOfALeadingFieldAreMergedInOrder() {
        collection.createIndex(new Document("w", 1).append("status", 1).append("n", 1));
        fill(1_000);
        List<Integer> numbers = new ArrayList<>();
        QueryTrace trace = traceOf(() -> collection
                .find(new Document("w", new Document("$in", List.of("w0", "w1"))).append("status",
                        new Document("$in", List.of("open", "closed"))))
                .sort(new Document("n", -1)).limit(10)
                .forEach(document -> numbers.add(document.getInteger("n"))));
        assertEquals(List.of(997, 996, 993, 992, 989, 988, 985, 984, 981, 980), numbers);
        assertTrue(trace.sortedByIndex());
        assertTrue(trace.documentsExamined() <= 10, trace::toString);
    }

    @Test
    void aPageAfterACursorStartsWhereTheLastOneEnded() {
        collection.createIndex(new Document("w", 1).append("n", -1).append("_id", -1));
        fill(2_000);
        QueryTrace trace = traceOf(() -> collection.find(new Document("w", "w1").append("$or", List.of(
                new Document("n", new Document("$lt", 1_001)),
                new Document("n", 1_001).append("_id", new Document("$lt", "t01001")))))
                .sort(new Document("n", -1).append("_id", -1)).limit(20).into(new ArrayList<>()));
        assertTrue(trace.sortedByIndex());
        assertTrue(trace.keysExamined() <= 21, trace::toString);
    }

    @Test
    void arraysAreIndexedByElement() {
        collection.createIndex(new Document("tags", 1));
        fill(500);
        QueryTrace trace = traceOf(() -> collection.find(new Document("tags", "a3")).into(new ArrayList<>()));
        assertEquals("tags_1", trace.index());
        assertEquals(100, trace.documentsExamined());
    }

    @Test
    void aSparseOrPartialIndexIsUsedOnlyWhereItHoldsEveryMatch() {
        collection.createIndex(new Document("wake", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("n", 1), new IndexOptions()
                .partialFilterExpression(new Document("status", "open")));
        fill(300);
        collection.updateOne(new Document("_id", "t00007"), new Document("$set", new Document("wake", 5)));
        assertEquals("wake_1", traceOf(() ->
                collection.find(new Document("wake", new Document("$lte", 9))).first()).index());
        assertEquals("wake_1", traceOf(() ->
                collection.find(new Document("wake", new Document("$exists", true))).first()).index());
        assertEquals(299, collection.countDocuments(new Document("wake", null)));
        assertEquals("n_1", traceOf(() -> collection.find(
                new Document("status", "open").append("n", new Document("$gt", 290))).first()).index());
        assertEquals(9, collection.countDocuments(new Document("n", new Document("$gt", 290))));
    }

    @Test
    void aPartialIndexMayAskForNull() {
        collection.createIndex(new Document("n", 1), new IndexOptions()
                .partialFilterExpression(new Document("wake", null)));
        fill(50);
        assertEquals("n_1", traceOf(() -> collection.find(new Document("wake", null).append("n", 7)).first()).index());
        assertEquals(1, collection.countDocuments(new Document("wake", null).append("n", 7)));
    }

    @Test
    void explainNamesTheIndexInMongosWords() {
        collection.createIndex(new Document("w", 1));
        fill(200);
        Document explained = collection.find(new Document("w", "w1")).explain();
        Document winner = explained.get("queryPlanner", Document.class).get("winningPlan", Document.class);
        assertEquals("w_1", winner.get("inputStage", Document.class).getString("indexName"));
        assertEquals(50L, explained.get("executionStats", Document.class).getLong("totalKeysExamined"));
    }

    @Test
    void aDuplicateKeyTellsItsIndexInEveryWritePath() {
        collection.createIndex(new Document("w", 1).append("n", 1), new IndexOptions().unique(true));
        fill(3);
        Document taken = new Document("_id", "new").append("w", "w1").append("n", 1);
        Document change = new Document("$set", new Document("w", "w1").append("n", 1));
        assertNames(assertThrows(MongoException.class, () -> collection.insertOne(new Document(taken))));
        assertNames(assertThrows(MongoException.class,
                () -> collection.updateOne(new Document("_id", "t00002"), change)));
        assertNames(assertThrows(MongoException.class, () -> collection.updateOne(
                new Document("_id", "other"), change, new UpdateOptions().upsert(true))));
        MongoCommandException command = assertThrows(MongoCommandException.class,
                () -> collection.findOneAndUpdate(new Document("_id", "t00002"), change));
        assertNames(command);
        assertEquals("{\"w\": 1, \"n\": 1}", command.getResponse().getDocument("keyPattern").toJson());
        assertEquals("{\"w\": \"w1\", \"n\": 1}", command.getResponse().getDocument("keyValue").toJson());
        MongoBulkWriteException bulk = assertThrows(MongoBulkWriteException.class, () -> collection.bulkWrite(List.of(
                new InsertOneModel<>(new Document("_id", "fine").append("w", "x").append("n", 0)),
                new UpdateOneModel<>(new Document("_id", "t00002"), change))));
        assertEquals(1, bulk.getWriteErrors().get(0).getIndex());
        assertTrue(bulk.getWriteErrors().get(0).getMessage().contains("index: w_1_n_1 dup key"));
    }

    private static void assertNames(MongoException e) {
        assertEquals(11_000, e.getCode());
        assertTrue(e.getMessage().contains("index: w_1_n_1 dup key"), e.getMessage());
    }

    @Test
    void anOrderedInsertStopsAtTheFirstErrorAndAnUnorderedOneDoesNot() {
        fill(1);
        List<Document> some = List.of(new Document("_id", "a"), new Document("_id", "t00000"), new Document("_id", "b"));
        assertThrows(MongoBulkWriteException.class, () -> collection.insertMany(some));
        assertEquals(2, collection.countDocuments());
        List<Document> more = List.of(new Document("_id", "c"), new Document("_id", "t00000"), new Document("_id", "d"));
        assertThrows(MongoBulkWriteException.class,
                () -> collection.insertMany(more, new InsertManyOptions().ordered(false)));
        assertEquals(4, collection.countDocuments());
    }

    @Test
    void aLongScanSeesEveryDocumentThatStaysExactlyOnce() {
        fill(1_000);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        int[] twice = {0};
        collection.find().batchSize(10).forEach(document -> {
            twice[0] += seen.add(document.getString("_id")) ? 0 : 1;
            collection.updateOne(new Document("_id", document.getString("_id")),
                    new Document("$set", new Document("text", "x".repeat(500))));
            collection.insertOne(new Document("_id", "new" + seen.size()));
        });
        assertEquals(0, twice[0]);
        assertEquals(1_000, seen.size());
    }

    @Test
    void concurrentClaimsNeverMeet() throws InterruptedException {
        fill(200);
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        int[] doubles = {0};
        List<Thread> claimants = IntStream.range(0, 8).mapToObj(i -> Thread.ofVirtual().start(() -> {
            Document won;
            do {
                won = collection.findOneAndUpdate(new Document("status", "open"),
                        new Document("$set", new Document("status", "claimed")),
                        new FindOneAndUpdateOptions().sort(new Document("n", 1)));
                if (won != null && !claimed.add(won.getString("_id"))) {
                    doubles[0]++;
                }
            } while (won != null);
        })).toList();
        for (Thread claimant : claimants) {
            claimant.join();
        }
        assertEquals(0, doubles[0]);
        assertEquals(100, claimed.size());
    }

    @Test
    void concurrentUpsertsOfOneKeyMakeOneDocument() throws InterruptedException {
        collection.createIndex(new Document("key", 1), new IndexOptions().unique(true));
        List<Thread> writers = IntStream.range(0, 16).mapToObj(i -> Thread.ofVirtual().start(() ->
                collection.updateOne(new Document("key", "k"), new Document("$inc", new Document("count", 1)),
                        new UpdateOptions().upsert(true)))).toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(16, collection.find(new Document("key", "k")).first().getInteger("count"));
        assertEquals(1, collection.countDocuments());
    }

    @Test
    void whatAnotherCollectionHoldsFollowsWhatOneHolds() {
        MongoDatabase database = client.getDatabase("test");
        database.getCollection("left").insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        database.getCollection("right").insertMany(List.of(new Document("_id", 2), new Document("_id", 3)));
        List<Bson> pipeline = List.of(Aggregates.match(Filters.gt("_id", 1)),
                Aggregates.unionWith("right", List.of(Aggregates.sort(Sorts.descending("_id")))));
        assertEquals(List.of(2, 3, 2), ids(database.getCollection("left"), pipeline));
        assertEquals(List.of(3, 2), ids(database.getCollection("nowhere"), pipeline));
        assertEquals(List.of(2), ids(database.getCollection("left"),
                List.of(pipeline.getFirst(), Aggregates.unionWith("nowhere", List.of()))));
    }

    private static List<Integer> ids(MongoCollection<Document> collection, List<Bson> pipeline) {
        return collection.aggregate(pipeline).map(document -> document.getInteger("_id")).into(new ArrayList<>());
    }

    @Test
    void filesGoThroughGridFs() {
        GridFSBucket bucket = GridFSBuckets.create(client.getDatabase("test"));
        byte[] content = new byte[700_000];
        new Random(1).nextBytes(content);
        var id = bucket.uploadFromStream("photo", new ByteArrayInputStream(content));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        bucket.downloadToStream(id, read);
        assertTrue(Arrays.equals(content, read.toByteArray()));
        bucket.delete(id);
        assertEquals(0, client.getDatabase("test").getCollection("fs.chunks").countDocuments());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{find: 'things', filter: {$where: 'true'}}",
        "{find: 'things', filter: {a: {$near: 1}}}",
        "{find: 'things', projection: {a: {$add: [1, 2]}}}",
        "{find: 'things', collation: {locale: 'de'}}",
        "{find: 'things', sort: {a: 'text'}}",
        "{aggregate: 'things', pipeline: [{$setWindowFields: {}}], cursor: {}}",
        "{aggregate: 'things', pipeline: [{$out: 'other'}], cursor: {}}",
        "{aggregate: 'things', pipeline: [{$unionWith: 'other'}], cursor: {}}",
        "{aggregate: 'things', pipeline: [{$unionWith: {coll: 'other', pipeline: []}}, {$limit: 1}], cursor: {}}",
        "{aggregate: 'things', pipeline: [{$unionWith: {coll: 'other', pipeline: [{$out: 'more'}]}}], cursor: {}}",
        "{aggregate: 'things', pipeline: [{$changeStream: {}}], cursor: {}}",
        "{update: 'things', updates: [{q: {}, u: [{$set: {a: 1}}]}]}",
        "{createIndexes: 'things', indexes: [{key: {a: 1}, name: 'a', expireAfterSeconds: 5}]}",
        "{createIndexes: 'things', indexes: [{key: {a: 'text'}, name: 'a'}]}",
        "{createIndexes: 'things', indexes: [{key: {a: 1}, name: 'a', partialFilterExpression: {a: {$in: [1]}}}]}",
        "{create: 'capped', capped: true, size: 1000}",
        "{insert: 'things', documents: [{a: 1}], startTransaction: true, autocommit: false}",
        "{mapReduce: 'things'}",
    })
    void whatIsNotSupportedAnswersWithAnError(String command) {
        fill(1);
        Document parsed = Document.parse(command);
        if (parsed.containsKey("update")) {
            Document reply = client.getDatabase("test").runCommand(parsed);
            assertFalse(reply.getList("writeErrors", Document.class).isEmpty());
        } else {
            MongoCommandException e = assertThrows(MongoCommandException.class,
                    () -> client.getDatabase("test").runCommand(parsed));
            assertFalse(e.getErrorMessage().contains("Exception"), e.getErrorMessage());
        }
    }

    @Test
    void aBackupTakenWhileRunningRestoresEverything() {
        collection.createIndex(new Document("w", 1).append("n", 1), new IndexOptions().unique(true));
        fill(500);
        Path file = folder.resolve("backup.zip");
        client.getDatabase("admin").runCommand(new Document("nightdeskBackup", 1).append("file", file.toString()));
        collection.deleteMany(new Document());
        EmbeddedMongo.restore(file, folder.resolve("restored"));
        try (EmbeddedMongo copy = EmbeddedMongo.open(folder.resolve("restored"), 0, RELAXED);
                MongoClient other = MongoClients.create(copy.connectionString())) {
            MongoCollection<Document> restored = other.getDatabase("test").getCollection("things");
            assertEquals(500, restored.countDocuments());
            assertEquals(List.of(), copy.verify());
            assertThrows(MongoException.class,
                    () -> restored.insertOne(new Document("_id", "x").append("w", "w1").append("n", 1)));
        }
        assertThrows(IllegalArgumentException.class, () -> EmbeddedMongo.restore(file, folder.resolve("restored")));
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothing() throws IOException {
        fill(200);
        Path file = folder.resolve("backup.zip");
        embedded.backup(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        Path target = folder.resolve("restored");
        assertThrows(StorageException.class, () -> EmbeddedMongo.restore(file, target));
        try (var left = Files.list(target)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aSecondProcessIsRefusedInWords() {
        StorageException refused = assertThrows(StorageException.class,
                () -> EmbeddedMongo.open(folder.resolve("data"), 0, RELAXED));
        assertEquals(StorageException.Reason.LOCKED, refused.reason());
        assertTrue(refused.getMessage().contains("in use by another Nightdesk process"));
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("newer"));
        Files.writeString(other.resolve("format"), "2\n");
        StorageException refused = assertThrows(StorageException.class, () -> EmbeddedMongo.open(other, 0, RELAXED));
        assertEquals(StorageException.Reason.NEWER_FORMAT, refused.reason());
    }

    @Test
    void aFullDiskRefusesWritesAndGoesOnReading() {
        fill(3);
        client.close();
        embedded.close();
        embedded = EmbeddedMongo.open(folder.resolve("data"), 0, RELAXED.withReserveBytes(Long.MAX_VALUE));
        client = MongoClients.create(embedded.connectionString());
        collection = client.getDatabase("test").getCollection("things");
        MongoException refused = assertThrows(MongoException.class, () -> collection.insertOne(new Document()));
        assertEquals(ErrorReplies.OUT_OF_DISK_SPACE, refused.getCode());
        assertEquals(3, collection.countDocuments());
    }
}
