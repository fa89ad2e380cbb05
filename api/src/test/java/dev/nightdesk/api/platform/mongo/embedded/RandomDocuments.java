package dev.nightdesk.api.platform.mongo.embedded;

import java.time.Instant;
import java.util.ArrayList;

import java.util.List;
import java.util.Random;
import org.bson.Document;

/** Random documents, filters and updates of the kinds the product's stores use, from few values so that they meet. */
final class RandomDocuments {

    private static final List<String> WORKSPACES = List.of("wsp_1", "wsp_2", "wsp_3");
    private static final List<String> STATUSES = List.of("open", "pending", "snoozed", "resolved");
    private static final List<String> TAGS = List.of("vip", "billing", "bug", "é", "z\u0000z", "");

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String id() {
        return String.format("cnv_%02d", random.nextInt(60));
    }

    int number() {
        return random.nextInt(40);
    }

    Instant instant() {
        return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(20));
    }

    List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(oneOf(TAGS));
        }
        return tags;
    }

    Document item() {
        return new Document("id", "evt_" + random.nextInt(8)).append("k", random.nextInt(5));
    }

    Document document() {
        Document document = new Document("_id", id())
                .append("w", oneOf(WORKSPACES)).append("n", number())
                .append("status", oneOf(STATUSES)).append("updated_at", instant())
                .append("v", (long) random.nextInt(3));
        if (random.nextInt(3) > 0) {
            document.append("wake_at", random.nextInt(4) == 0 ? null : instant());
        }
        if (random.nextInt(4) > 0) {
            document.append("tags", tags());
        }
        if (random.nextBoolean()) {
            List<Document> outbox = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                outbox.add(item());
            }
            document.append("outbox", outbox);
        }
        if (random.nextInt(3) == 0) {
            document.append("customer", new Document("id", "cus_" + random.nextInt(5)).append("tier", number() / 8.0));
        }
        return document;
    }

    /** One condition, or several joined. */
    Document filter() {
        return switch (random.nextInt(8)) {
            case 0 -> new Document("$or", List.of(condition(), condition()));
            case 1 -> new Document("$and", List.of(condition(), condition()));
            case 2 -> new Document();
            case 3 -> new Document("w", oneOf(WORKSPACES)).append("$or", List.of(
                    new Document("updated_at", new Document("$lt", instant())),
                    new Document("updated_at", instant()).append("_id", new Document("$lt", id()))));
            case 4 -> condition();
            default -> {
                Document filter = new Document("w", oneOf(WORKSPACES));
                condition().forEach(filter::putIfAbsent);
                if (random.nextBoolean()) {
                    condition().forEach(filter::putIfAbsent);
                }
                yield filter;
            }
        };
    }

    private Document condition() {
        return switch (random.nextInt(16)) {
            case 0 -> new Document("status", oneOf(STATUSES));
            case 1 -> new Document("status", new Document("$in", List.of(oneOf(STATUSES), oneOf(STATUSES))));
            case 2 -> new Document("status", new Document(oneOf(List.of("$ne", "$eq")), oneOf(STATUSES)));
            case 3 -> new Document("n", range(number()));
            case 4 -> new Document("updated_at", range(instant()));
            case 5 -> new Document("wake_at", random.nextBoolean() ? null : range(instant()));
            case 6 -> new Document("wake_at", new Document("$exists", random.nextBoolean()));
            case 7 -> new Document("tags", oneOf(TAGS));
            case 8 -> new Document("tags", new Document(oneOf(List.of("$in", "$nin")), List.of(oneOf(TAGS), "vip")));
            case 9 -> new Document("outbox.id", item().get("id"));
            case 10 -> new Document("outbox", new Document("$elemMatch", item()));
            case 11 -> new Document("customer.id", "cus_" + random.nextInt(5));
            case 12 -> new Document("customer.tier", range(number() / 8.0));
            case 13 -> new Document("_id", random.nextBoolean() ? id() : new Document("$in", List.of(id(), id(), id())));
            case 14 -> new Document("tags", range(oneOf(TAGS)));
            default -> new Document("v", new Document("$nin", List.of(0, 2L)));
        };
    }

    private Document range(Object value) {
        Document range = new Document(oneOf(List.of("$gt", "$gte", "$lt", "$lte")), value);
        if (random.nextInt(3) == 0) {
            range.append(oneOf(List.of("$gte", "$lte")), value);
        }
        return range;
    }

    /**
     * An order that leaves no ties, because neither server promises one for those; not by arrays, because the stock
     * server finds each of two empty arrays smaller than the other.
     */
    Document sort() {
        Document sort = new Document();
        for (int i = random.nextInt(3); i > 0; i--) {
            sort.append(oneOf(List.of("w", "status", "updated_at", "wake_at", "n", "customer.id", "customer.tier")),
                    random.nextBoolean() ? 1 : -1);
        }
        return sort.append("_id", random.nextBoolean() ? 1 : -1);
    }

    Document projection() {
        return switch (random.nextInt(5)) {
            case 0 -> new Document("status", 1).append("tags", 1);
            case 1 -> new Document("outbox", 0).append("customer.tier", 0);
            case 2 -> new Document("_id", 0).append("n", 1).append("customer.id", 1);
            case 3 -> new Document("outbox.id", 1);
            default -> null;
        };
    }

    /** An update that no document refuses and that leaves unique fields alone. */
    Document harmlessUpdate() {
        Document update = new Document();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            operator().forEach(update::putIfAbsent);
        }
        return update;
    }

    private Document operator() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Document("$set", new Document("status", oneOf(STATUSES)).append("updated_at", instant()));
            case 2 -> new Document("$unset", new Document("wake_at", ""));
            case 3 -> new Document("$inc", new Document("v", 1L));
            case 4 -> new Document("$push", new Document("outbox", random.nextBoolean() ? item()
                    : new Document("$each", List.of(item(), item())).append("$slice", -4)));
            case 5 -> new Document("$pull", new Document("outbox", random.nextBoolean() ? item()
                    : new Document("id", new Document("$in", List.of(item().get("id"), item().get("id"))))));
            case 6 -> new Document("$addToSet", new Document("tags", oneOf(TAGS)));
            case 7 -> new Document(oneOf(List.of("$min", "$max")), new Document("wake_at", instant()));
            default -> new Document("$setOnInsert", new Document("customer", new Document("id", "cus_9")));
        };
    }

    /** An update that may break a unique key or meet a field of the wrong kind. */
    Document anyUpdate() {
        return switch (random.nextInt(6)) {
            case 0 -> new Document("$set", new Document("w", oneOf(WORKSPACES)).append("n", number()));
            case 1 -> new Document("$inc", new Document("n", 1));
            case 2 -> new Document(oneOf(List.of("$set", "$inc")), new Document("note", 1));
            case 3 -> new Document(oneOf(List.of("$set", "$push")), new Document("note", "x"));
            default -> harmlessUpdate();
        };
    }
}
