package dev.nightdesk.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.support.CrashingDatabase;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What a workspace holds, without what differs between two runs of the same: ids, times, secrets. Two runs that did the
 * same have equal summaries.
 *
 * @param documents by collection, in order
 * @param events their types, in the order of their numbers
 */
record WorkspaceSummary(Map<String, List<String>> documents, List<String> events) {
    /** What may well differ: how often something was tried, who has it on loan, what the portion that died had counted. */
    private static final Set<String> COURSE = Set.of("outbox", "pending_at", "v", "free_at", "failures", "lease_until",
            "fingerprint", "request_id", "prefix", "affected");
    /** What is drawn from the workspace's id, which every run has another of. */
    private static final Set<String> DRAWN = Set.of("key");
    private static final Set<String> AGGREGATES = Set.of("conversations", "customers", "messages", "organizations",
            "agents");

    /** Looks at everything that the workspace has; the log must be dense, and no outbox may still hold anything. */
    static WorkspaceSummary of(CrashingDatabase database, String workspaceId) {
        var mongo = database.client().getDatabase("nightdesk");
        Map<String, List<String>> documents = new TreeMap<>();
        for (String collection : new TreeSet<>(mongo.listCollectionNames().into(new ArrayList<>()))) {
            List<String> texts = new ArrayList<>();
            for (Document document : mongo.getCollection(collection).find(new Document("w", workspaceId))) {
                assertEquals(List.of(), document.getList("outbox", Document.class, List.of()), "still owed");
                texts.add(AGGREGATES.contains(collection) ? "v" + document.get("v") + " " + plain(document)
                        : plain(document));
            }
            texts.sort(null);
            if (!texts.isEmpty() && !collection.equals("events")) {
                documents.put(collection, texts);
            }
        }
        return new WorkspaceSummary(documents, events(mongo.getCollection("events").find(new Document("w", workspaceId))
                .sort(new Document("_id", 1)).into(new ArrayList<>())));
    }

    /** In what another summary differs; empty when it does not. */
    String difference(WorkspaceSummary other) {
        List<String> lines = new ArrayList<>();
        Set<String> collections = new TreeSet<>(documents.keySet());
        collections.addAll(other.documents.keySet());
        for (String collection : collections) {
            List<String> here = new ArrayList<>(documents.getOrDefault(collection, List.of()));
            List<String> there = new ArrayList<>(other.documents.getOrDefault(collection, List.of()));
            documents.getOrDefault(collection, List.of()).forEach(there::remove);
            other.documents.getOrDefault(collection, List.of()).forEach(here::remove);
            here.forEach(document -> lines.add("- " + collection + " " + document));
            there.forEach(document -> lines.add("+ " + collection + " " + document));
        }
        if (!events.equals(other.events)) {
            lines.add("- " + events + "\n+ " + other.events);
        }
        return String.join("\n", lines);
    }

    private static List<String> events(List<Document> log) {
        Set<String> ids = new HashSet<>();
        Map<String, Long> conversations = new TreeMap<>();
        List<String> types = new ArrayList<>();
        for (Document event : log) {
            assertEquals(types.size() + 1L, event.getLong("n"), "the log has a gap");
            assertEquals(true, ids.add(event.getString("e")), "an event stands twice");
            if (event.getString("c") != null) {
                long next = conversations.merge(event.getString("c"), 1L, Long::sum);
                assertEquals(next, event.getLong("cn"), "a conversation's events are out of order");
            }
            types.add(event.getString("t"));
        }
        return types;
    }

    private static String plain(Object value) {
        return switch (value) {
            case null -> "";
            case Document document -> {
                Map<String, String> fields = new TreeMap<>();
                document.forEach((name, field) -> {
                    if (!COURSE.contains(name)) {
                        fields.put(plain((Object) name), DRAWN.contains(name) ? "drawn" : plain(field));
                    }
                });
                yield fields.toString();
            }
            case List<?> list -> list.stream().map(WorkspaceSummary::plain).toList().toString();
            case Date ignored -> "time";
            case Binary binary -> "bytes";
            case String text -> text.replaceAll("[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}", "id")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "time").replaceAll("nd_live_\\w{16}", "key").replaceAll("[A-Za-z0-9_=-]{43,}", "digest");
            default -> String.valueOf(value);
        };
    }
}
