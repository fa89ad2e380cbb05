package dev.nightdesk.api.platform.mongo.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReplaceOptions;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** A process to be killed: writes without end and prints a line for every write that was acknowledged. */
final class CrashingWriter {

    static final int WRITERS = 8;
    static final int SLOTS = 25;
    static final String READY = "ready";

    private CrashingWriter() {}

    /** Arguments: the data folder, and the first number to write. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedMongo embedded = EmbeddedMongo.open(Path.of(arguments[0]), 0,
                StorageOptions.durableOnDisk().withCheckpointBytes(256 << 10));
        long first = Long.parseLong(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (MongoClient client = MongoClients.create(embedded.connectionString())) {
            MongoCollection<Document> slots = client.getDatabase("crash").getCollection("slots");
            slots.createIndex(new Document("writer", 1).append("updated_at", -1));
            slots.createIndex(new Document("tags", 1));
            slots.createIndex(new Document("number", 1), new IndexOptions().sparse(true));
            MongoCollection<Document> events = client.getDatabase("crash").getCollection("events");
            events.createIndex(new Document("writer", 1).append("number", 1), new IndexOptions().unique(true));
            out.println(READY);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                threads.add(Thread.ofVirtual().start(() -> write(writer, first, slots, events, out)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void write(int writer, long first, MongoCollection<Document> slots,
            MongoCollection<Document> events, PrintStream out) {
        for (long number = first; ; number++) {
            String slot = writer + "-" + number % SLOTS;
            slots.replaceOne(new Document("_id", slot), slot(writer, number, slot), new ReplaceOptions().upsert(true));
            events.insertMany(List.of(event(writer, number, "a"), event(writer, number, "b")));
            if (number % 3 == 0) {
                events.deleteOne(new Document("_id", writer + "-" + number + "-b"));
            }
            out.println(writer + " " + number);
        }
    }

    private static Document slot(int writer, long number, String id) {
        Document slot = new Document("_id", id).append("writer", writer).append("number", number)
                .append("updated_at", Instant.ofEpochSecond(number))
                .append("tags", List.of("t" + number % 7, "t" + number % 3));
        return number % 2 == 0 ? slot.append("text", "x".repeat((int) (number % 900))) : slot;
    }

    private static Document event(int writer, long number, String kind) {
        return new Document("_id", writer + "-" + number + "-" + kind)
                .append("writer", writer + kind).append("number", number);
    }
}
