package dev.nightdesk.api.platform.mongo.embedded;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonValue;
import org.bson.Document;

/** An operation that can be run on any server, and its answer in a form that must be the same on each. */
record RandomOperation(String text, Function<MongoCollection<Document>, Object> action) {

    private static final Pattern INDEX = Pattern.compile("index: (\\S+) dup key");

    @Override
    public String toString() {
        return text;
    }

    String answer(MongoCollection<Document> collection) {
        try {
            return String.valueOf(action.apply(collection));
        } catch (MongoBulkWriteException e) {
            StringBuilder errors = new StringBuilder();
            e.getWriteErrors().forEach(error -> errors.append(error.getIndex()).append(' ')
                    .append(error(error.getCode(), error.getMessage())).append("; "));
            return errors.toString();
        } catch (MongoWriteException e) {
            return error(e.getError().getCode(), e.getError().getMessage());
        } catch (MongoCommandException e) {
            return error(e.getErrorCode(), e.getErrorMessage());
        } catch (MongoException e) {
            return error(e.getCode(), e.getMessage());
        }
    }

    /** The wording is the server's own, but which index was hit is part of the answer. */
    private static String error(int code, String message) {
        Matcher index = INDEX.matcher(String.valueOf(message));
        return "error " + code + (index.find() ? " " + index.group(1) : "");
    }

    static RandomOperation next(Random random) {
        RandomDocuments any = new RandomDocuments(random);
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                Document document = any.document();
                yield of("insertOne " + document, c -> c.insertOne(new Document(document)).wasAcknowledged());
            }
            case 3 -> insertMany(any, random.nextBoolean());
            case 4, 5 -> {
                Document filter = new Document("_id", any.id());
                boolean upsert = random.nextInt(4) == 0;
                Document update = upsert ? any.harmlessUpdate() : any.anyUpdate();
                yield of("updateOne " + filter + update + upsert,
                        c -> shown(c.updateOne(filter, update, new UpdateOptions().upsert(upsert))));
            }
            case 6 -> {
                Document filter = any.filter();
                Document update = any.harmlessUpdate();
                yield of("updateMany " + filter + update, c -> shown(c.updateMany(filter, update)));
            }
            case 7 -> {
                Document replacement = any.document();
                Document filter = new Document("_id", replacement.get("_id"));
                yield of("replaceOne " + replacement,
                        c -> shown(c.replaceOne(filter, replacement, new ReplaceOptions().upsert(true))));
            }
            case 8, 9 -> findOneAndUpdate(any, random);
            case 10 -> {
                Document filter = any.filter();
                Document sort = any.sort();
                yield of("findOneAndDelete " + filter + sort,
                        c -> json(c.findOneAndDelete(filter, new FindOneAndDeleteOptions().sort(sort))));
            }
            case 11 -> bulk(any, random);
            case 12 -> {
                Document filter = random.nextInt(3) == 0 ? any.filter() : new Document("_id", any.id());
                yield of("deleteMany " + filter, c -> c.deleteMany(filter).getDeletedCount());
            }
            case 13 -> {
                Document filter = any.filter();
                String field = any.oneOf(List.of("status", "tags", "n", "outbox.id", "customer.id", "wake_at"));
                yield of("distinct " + field + filter,
                        c -> c.distinct(field, filter, BsonValue.class).into(new ArrayList<>()));
            }
            case 14 -> {
                Document filter = any.filter();
                int limit = random.nextInt(5);
                yield of("count " + filter + limit, c -> c.countDocuments(filter, new CountOptions().limit(limit)));
            }
            case 15 -> aggregate(any, random);
            default -> find(any, random);
        };
    }

    private static RandomOperation insertMany(RandomDocuments any, boolean ordered) {
        List<Document> documents = List.of(any.document(), any.document(), any.document(), any.document());
        return of("insertMany " + ordered + documents, c -> c.insertMany(
                documents.stream().map(Document::new).toList(), new InsertManyOptions().ordered(ordered))
                .wasAcknowledged());
    }

    private static RandomOperation findOneAndUpdate(RandomDocuments any, Random random) {
        Document filter = any.filter();
        Document update = any.anyUpdate();
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions()
                .sort(any.sort()).projection(any.projection())
                .returnDocument(random.nextBoolean() ? ReturnDocument.AFTER : ReturnDocument.BEFORE);
        return of("findOneAndUpdate " + filter + update + options,
                c -> json(c.findOneAndUpdate(filter, update, options)));
    }

    private static RandomOperation bulk(RandomDocuments any, Random random) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            Document byId = new Document("_id", any.id());
            models.add(switch (random.nextInt(4)) {
                case 0 -> new InsertOneModel<>(any.document());
                case 1 -> new DeleteOneModel<>(byId);
                default -> new UpdateOneModel<>(byId, any.harmlessUpdate(), new UpdateOptions().upsert(false));
            });
        }
        return of("bulkWrite " + models, c -> {
            var result = c.bulkWrite(models, new BulkWriteOptions().ordered(false));
            return result.getInsertedCount() + " " + result.getMatchedCount() + " " + result.getModifiedCount() + " "
                    + result.getDeletedCount();
        });
    }

    private static RandomOperation find(RandomDocuments any, Random random) {
        Document filter = any.filter();
        Document projection = any.projection();
        Document sort = random.nextInt(4) == 0 ? null : any.sort();
        int skip = sort == null ? 0 : random.nextInt(4);
        int limit = sort == null ? 0 : random.nextInt(12);
        int batch = random.nextInt(3) * 2;
        return of("find " + filter + sort + skip + "," + limit + "," + batch + projection, c -> {
            FindIterable<Document> found =
                    c.find(filter).sort(sort).skip(skip).limit(limit).batchSize(batch).projection(projection);
            List<String> documents = new ArrayList<>();
            found.forEach(document -> documents.add(json(document)));
            if (sort == null) {
                documents.sort(null);
            }
            return documents;
        });
    }

    private static RandomOperation aggregate(RandomDocuments any, Random random) {
        List<Document> stages = new ArrayList<>();
        stages.add(new Document("$match", any.filter()));
        switch (random.nextInt(5)) {
            case 0 -> stages.add(new Document("$group", new Document("_id", "$status")
                    .append("n", new Document("$sum", 1)).append("most", new Document("$max", "$n"))
                    .append("least", new Document("$min", "$updated_at")).append("mean", new Document("$avg", "$n"))));
            case 1 -> {
                stages.add(new Document("$unwind", "$tags"));
                stages.add(new Document("$group", new Document("_id", "$tags").append("n", new Document("$sum", 1))));
            }
            case 2 -> {
                stages.add(new Document("$sort", any.sort()));
                stages.add(new Document("$skip", random.nextInt(3)));
                stages.add(new Document("$limit", 1 + random.nextInt(6)));
                stages.add(new Document("$project", new Document("status", 1).append("n", 1)));
            }
            case 3 -> {
                stages.add(new Document("$sort", any.sort()));
                stages.add(new Document("$limit", 5));
                stages.add(new Document("$lookup", new Document("from", "sessions").append("localField", "n")
                        .append("foreignField", "n").append("as", "joined")));
            }
            default -> stages.add(new Document("$count", "n"));
        }
        return of("aggregate " + stages, c -> {
            List<String> results = new ArrayList<>();
            c.aggregate(stages).forEach(document -> results.add(json(document)));
            return results;
        });
    }

    private static RandomOperation of(String text, Function<MongoCollection<Document>, Object> action) {
        return new RandomOperation(text, action);
    }

    private static String shown(UpdateResult result) {
        return result.getMatchedCount() + " " + result.getModifiedCount() + " " + result.getUpsertedId();
    }

    private static String json(Document document) {
        return document == null ? "nothing" : document.toJson();
    }
}
