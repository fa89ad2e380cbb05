package dev.nightdesk.api.platform.mongo.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** Copies databases from one MongoDB-compatible server to another through the driver, byte for byte. */
final class DatabaseCopy {

    private static final int BATCH = 1_000;
    private static final Set<String> SYSTEM = Set.of("admin", "config", "local");

    private final MongoClient from;
    private final MongoClient to;

    DatabaseCopy(MongoClient from, MongoClient to) {
        this.from = from;
        this.to = to;
    }

    /** Copies all collections and tells how many documents that were; refuses to mix them with others. */
    long run() {
        List<String> databases = new ArrayList<>();
        from.listDatabaseNames().forEach(name -> {
            if (!SYSTEM.contains(name)) {
                databases.add(name);
            }
        });
        databases.forEach(name -> requireEmpty(to.getDatabase(name), from.getDatabase(name)));
        long copied = 0;
        for (String name : databases) {
            for (String collection : collections(from.getDatabase(name))) {
                copied += copy(name, collection);
            }
        }
        return copied;
    }

    private static List<String> collections(MongoDatabase database) {
        List<String> names = new ArrayList<>();
        database.listCollectionNames().forEach(name -> {
            if (!name.startsWith("system.")) {
                names.add(name);
            }
        });
        return names;
    }

    private static void requireEmpty(MongoDatabase target, MongoDatabase source) {
        for (String name : collections(source)) {
            if (target.getCollection(name).find().first() != null) {
                throw new IllegalStateException(
                        "The collection " + target.getName() + "." + name + " at the destination is not empty");
            }
        }
    }

    private long copy(String database, String name) {
        MongoCollection<RawBsonDocument> source = from.getDatabase(database).getCollection(name, RawBsonDocument.class);
        MongoCollection<RawBsonDocument> target = to.getDatabase(database).getCollection(name, RawBsonDocument.class);
        long copied = 0;
        List<RawBsonDocument> batch = new ArrayList<>(BATCH);
        for (RawBsonDocument document : source.find().batchSize(BATCH)) {
            batch.add(document);
            if (batch.size() == BATCH) {
                target.insertMany(batch);
                copied += batch.size();
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            target.insertMany(batch);
            copied += batch.size();
        }
        copyIndexes(database, name);
        return copied;
    }

    private void copyIndexes(String database, String name) {
        List<Document> indexes = new ArrayList<>();
        from.getDatabase(database).getCollection(name).listIndexes().forEach(index -> {
            index.remove("ns");
            if (!index.getString("name").equals(IndexDefinition.ID_INDEX)) {
                indexes.add(index);
            }
        });
        if (!indexes.isEmpty()) {
            to.getDatabase(database).runCommand(new Document("createIndexes", name).append("indexes", indexes));
        }
    }
}
