package dev.nightdesk.api.platform.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import dev.nightdesk.api.platform.mongo.SharedWrites.Outcome;
import dev.nightdesk.api.support.StoreRoom;
import dev.nightdesk.api.support.Together;
import java.util.List;
import org.bson.Document;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many share a trip, each is told what became of its own write. */
class SharedWritesTest {
    private static final int MANY = 400;

    private final StoreRoom room = StoreRoom.open();
    private final MongoCollection<Document> collection = room.room().mongo().collection("things");
    private final SharedWrites writes = new SharedWrites(collection);

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void ofThoseThatInsertTheSameEachButOneIsToldOfTheDuplicate() {
        List<String> told = Together.run(MANY, i -> {
            try {
                writes.insert(thing(i % 100), () -> true);
                return "inserted";
            } catch (MongoWriteException e) {
                return DuplicateKeys.translate(e).getMessage();
            }
        });
        assertEquals(100, told.stream().filter("inserted"::equals).count());
        assertEquals(MANY - 100, told.stream().filter(message -> message.contains("_id_")).count());
        assertEquals(100, collection.countDocuments());
    }

    @Test
    void whatIsNotAllowedIsNotInserted() {
        List<Outcome> outcomes = Together.run(MANY, i -> writes.insert(thing(i), () -> i % 3 == 0));
        for (int i = 0; i < MANY; i++) {
            assertEquals(i % 3 == 0 ? Outcome.WRITTEN : Outcome.MISSED, outcomes.get(i), "insert " + i);
        }
        assertEquals(outcomes.stream().filter(Outcome.WRITTEN::equals).count(), collection.countDocuments());
    }

    @Test
    void anUpdateMeetsTheVersionItIsForOrIsNotMade() {
        for (int i = 0; i < MANY; i++) {
            collection.insertOne(thing(i).append("v", i % 3 == 0 ? 7 : 1));
        }
        List<Outcome> outcomes = Together.run(MANY, i -> writes.update(thing(i).append("v", 1),
                new Document("$set", new Document("v", 2).append("by", i)), () -> true));
        for (int i = 0; i < MANY; i++) {
            assertNotEquals(i % 3 == 0 ? Outcome.WRITTEN : Outcome.MISSED, outcomes.get(i), "update " + i);
        }
        assertTrue(outcomes.contains(Outcome.UNCERTAIN), "some shared a trip with one that missed");
        assertEquals(MANY - (MANY + 2) / 3, collection.countDocuments(new Document("v", 2)));
    }

    @Test
    void whatIsNoLongerAllowedIsNotWrittenAndKeepsNobodyFromWriting() {
        for (int i = 0; i < MANY; i++) {
            collection.insertOne(thing(i).append("v", 1));
        }
        List<String> told = Together.run(MANY, i -> {
            try {
                return writes.update(thing(i).append("v", 1), new Document("$set", new Document("v", 2)), () -> {
                    if (i % 4 == 1) {
                        throw new IllegalArgumentException("not to be known");
                    }
                    return i % 4 != 0;
                }).name();
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        });
        for (int i = 0; i < MANY; i++) {
            String expected = i % 4 == 0 ? "MISSED" : i % 4 == 1 ? "not to be known" : "WRITTEN";
            assertEquals(expected, told.get(i), "update " + i);
        }
        assertEquals(MANY / 2, collection.countDocuments(new Document("v", 2)));
    }

    @Test
    void allThatFitAreToldSo() {
        for (int i = 0; i < MANY; i++) {
            collection.insertOne(thing(i).append("v", 1));
        }
        List<Outcome> outcomes = Together.run(MANY, i -> writes.update(thing(i).append("v", 1),
                new Document("$set", new Document("v", 2)), () -> true));
        assertTrue(outcomes.stream().allMatch(Outcome.WRITTEN::equals));
        assertEquals(Outcome.MISSED, writes.update(thing(1).append("v", 1),
                new Document("$set", new Document("v", 3)), () -> true));
    }

    @Test
    void whatTheDatabaseRefusesOrNobodyCanEncodeFailsAlone() {
        for (int i = 0; i < MANY; i++) {
            collection.insertOne(thing(i).append("v", 1).append("list", 5));
        }
        List<String> told = Together.run(MANY, i -> {
            try {
                Object value = i % 10 == 1 ? new Object() : "text";
                String operator = i % 10 == 0 ? "$push" : "$set";
                return writes.update(thing(i), new Document(operator, new Document("list", value)), () -> true)
                        .name();
            } catch (MongoException | CodecConfigurationException e) {
                return e.getClass().getSimpleName();
            }
        });
        for (int i = 0; i < MANY; i++) {
            assertEquals(i % 10 == 0 ? "MongoWriteException" : i % 10 == 1 ? "CodecConfigurationException" : "WRITTEN",
                    told.get(i), "update " + i);
        }
    }

    private static Document thing(int number) {
        return new Document("_id", "thing" + number);
    }
}
