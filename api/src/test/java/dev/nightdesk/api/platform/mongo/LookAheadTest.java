package dev.nightdesk.api.platform.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.MongoCollection;
import dev.nightdesk.api.platform.mongo.LookAhead.Wanted;
import dev.nightdesk.api.support.StoreRoom;
import dev.nightdesk.api.support.Together;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many ask ahead, and of however many collections, each is told what it has asked for. */
class LookAheadTest {
    private static final int MANY = 400;

    private final StoreRoom room = StoreRoom.open();
    private final LookAhead lookAhead = new LookAhead(room.room().mongo().database());

    @BeforeEach
    void fill() {
        collection("red").insertMany(IntStream.range(0, MANY).mapToObj(i -> new Document("_id", "red" + i)
                .append("n", i)).toList());
        collection("blue").insertMany(IntStream.range(0, MANY).mapToObj(i -> new Document("_id", "blue" + i)
                .append("k", i / 2)).toList());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void eachIsToldOfItsOwnInTheOrderOfTheQuestion() {
        List<List<String>> told = Together.run(MANY, i -> ids(lookAhead.ask(
                new Wanted("red", "_id", "red" + i), new Wanted("blue", "k", i))));
        for (int i = 0; i < MANY; i++) {
            List<String> expected = i < MANY / 2 ? List.of("red" + i, "blue" + 2 * i, "blue" + (2 * i + 1))
                    : List.of("red" + i);
            assertEquals(expected, told.get(i));
        }
    }

    @Test
    void oneTripAnswersAllWhoHaveAskedAhead() {
        Supplier<List<Document>> first = lookAhead.ask(new Wanted("red", "_id", "red1"));
        Supplier<List<Document>> second = lookAhead.ask(new Wanted("blue", "_id", "blue1"));
        Supplier<List<Document>> same = lookAhead.ask(new Wanted("red", "_id", "red1"));
        Supplier<List<Document>> nobody = lookAhead.ask(new Wanted("green", "_id", "green1"));
        assertEquals(List.of("red1"), ids(first));
        collection("red").drop();
        collection("blue").drop();
        assertEquals(List.of("blue1"), ids(second));
        assertEquals(List.of("red1"), ids(same));
        assertEquals(List.of(), ids(nobody));
        assertEquals(List.of(), ids(lookAhead.ask(new Wanted("red", "_id", "red1"))));
    }

    /** Which is why who asks has to tell by their looks which are his. */
    @Test
    void whatAnotherCollectionHasUnderTheSameFieldAndValueIsToldToo() {
        collection("blue").insertOne(new Document("_id", "red1"));
        Supplier<List<Document>> first = lookAhead.ask(new Wanted("red", "_id", "red1"));
        Supplier<List<Document>> second = lookAhead.ask(new Wanted("blue", "_id", "red1"));
        assertEquals(2, first.get().size());
        assertEquals(2, second.get().size());
    }

    private MongoCollection<Document> collection(String name) {
        return room.room().mongo().collection(name);
    }

    private static List<String> ids(Supplier<List<Document>> found) {
        return found.get().stream().map(document -> document.getString("_id")).toList();
    }
}
