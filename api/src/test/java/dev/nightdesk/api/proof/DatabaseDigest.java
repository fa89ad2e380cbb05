package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.support.Eventually;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/** What the database holds, as far as requests may change it: refused requests must leave it as it was. */
final class DatabaseDigest {
    /** Notes of use, and what an outbox still owes, change by themselves. */
    private static final Set<String> RESTLESS = Set.of("last_used_at", "outbox", "pending_at");

    /** What goes on by itself for days: deliveries, who works on them, and how far each reader of the log is. */
    private static final Set<String> GOING_ON = Set.of("webhook_deliveries", "webhook_lanes", "event_cursors");

    private DatabaseDigest() {
    }

    /** Every document of a workspace, by collection and id, once nothing is on its way any more. */
    static Map<String, String> of(AccessNode node, String workspaceId) {
        Document owing = new Document("outbox.0", new Document("$exists", true));
        for (String collection : node.mongo().database().listCollectionNames()) {
            Eventually.becomes(() -> node.mongo().collection(collection).find(owing).first() == null);
        }
        Document running = new Document("finished_at", new Document("$exists", false));
        Eventually.becomes(() -> node.mongo().collection("operations").find(running).first() == null);
        Map<String, String> documents = new TreeMap<>();
        for (String collection : node.mongo().database().listCollectionNames()) {
            for (Document document : node.mongo().collection(collection).find(new Document("w", workspaceId))) {
                RESTLESS.forEach(document::remove);
                if (!GOING_ON.contains(collection)) {
                    documents.put(collection + " " + document.get("_id"), document.toString());
                }
            }
        }
        return documents;
    }

    /** Fails when anything has changed, and tells what. */
    static void assertUnchanged(Map<String, String> before, AccessNode node, String workspaceId) {
        Set<Map.Entry<String, String>> changed = new HashSet<>(before.entrySet());
        Set<Map.Entry<String, String>> now = of(node, workspaceId).entrySet();
        changed.removeIf(now::contains);
        now.stream().filter(entry -> !before.entrySet().contains(entry)).forEach(changed::add);
        assertEquals(Set.of(), changed);
    }
}
