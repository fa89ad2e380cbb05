package dev.nightdesk.api.platform.mongo.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;

/** Runs the same random operations on two servers and finds the shortest run on which they answer differently. */
final class Differential {

    private final MongoClient ours;
    private final MongoClient theirs;

    Differential(MongoClient ours, MongoClient theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** The shortest run found that ends in different answers, in words; null where all were the same. */
    String firstDifference(long seed, int operations) {
        Random random = new Random(seed);
        List<RandomOperation> run = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            run.add(RandomOperation.next(random));
        }
        String difference = differenceOf(run);
        return difference == null ? null : "seed " + seed + ":\n" + shrunk(run);
    }

    private String shrunk(List<RandomOperation> failing) {
        List<RandomOperation> shortest = upToTheDifference(failing);
        for (int chunk = Math.max(1, shortest.size() / 2); chunk >= 1; chunk /= 2) {
            for (int start = shortest.size() - chunk; start >= 0; start -= chunk) {
                List<RandomOperation> shorter = new ArrayList<>(shortest);
                shorter.subList(start, Math.min(start + chunk, shorter.size())).clear();
                if (differenceOf(shorter) != null) {
                    shortest = shorter;
                    start = Math.min(start, shortest.size());
                }
            }
        }
        StringBuilder text = new StringBuilder();
        shortest.forEach(operation -> text.append("  ").append(operation).append('\n'));
        return text + differenceOf(shortest);
    }

    private List<RandomOperation> upToTheDifference(List<RandomOperation> failing) {
        int low = 1;
        int high = failing.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (differenceOf(failing.subList(0, middle)) != null) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return List.copyOf(failing.subList(0, low));
    }

    private String differenceOf(List<RandomOperation> run) {
        MongoCollection<Document> mine = prepared(ours);
        MongoCollection<Document> other = prepared(theirs);
        for (RandomOperation operation : run) {
            String answer = operation.answer(mine);
            String expected = operation.answer(other);
            if (!answer.equals(expected)) {
                return operation + "\n  ours:   " + answer + "\n  theirs: " + expected;
            }
        }
        String all = contents(mine);
        String expected = contents(other);
        return all.equals(expected) ? null : "contents at the end\n  ours:   " + all + "\n  theirs: " + expected;
    }

    private static String contents(MongoCollection<Document> collection) {
        StringBuilder text = new StringBuilder();
        collection.find().sort(new Document("_id", 1)).forEach(document -> text.append(document.toJson()));
        return text.toString();
    }

    private static MongoCollection<Document> prepared(MongoClient client) {
        MongoCollection<Document> other = client.getDatabase("differential").getCollection("sessions");
        other.drop();
        for (int n = 0; n < 20; n++) {
            other.insertOne(new Document("_id", n).append("n", n % 10));
        }
        other.createIndex(new Document("n", 1));
        MongoCollection<Document> collection = client.getDatabase("differential").getCollection("conversations");
        collection.drop();
        collection.createIndex(new Document("w", 1).append("n", 1), new IndexOptions().unique(true));
        collection.createIndex(new Document("w", 1).append("status", 1).append("updated_at", -1));
        collection.createIndex(new Document("w", 1).append("updated_at", -1).append("_id", -1));
        collection.createIndex(new Document("w", 1).append("tags", 1));
        collection.createIndex(new Document("wake_at", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("outbox.id", 1).append("status", 1));
        collection.createIndex(new Document("customer.id", -1).append("customer.tier", 1));
        return collection;
    }
}
