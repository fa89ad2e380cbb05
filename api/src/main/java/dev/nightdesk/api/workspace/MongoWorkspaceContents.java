package dev.nightdesk.api.workspace;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The contents of workspaces as documents: every document of every collection names its workspace in {@code w}, so a
 * collection that is added one day is emptied too without being named here.
 */
public final class MongoWorkspaceContents implements WorkspaceContents {
    private static final int AT_ONCE = 500;
    /** Their ids begin with the workspace; they have no index that does. */
    private static final Set<String> KEYED_BY_ID = Set.of("events", "idempotency", "message_keys");

    private final MongoDatabase database;

    /** The contents of the room's database. */
    public MongoWorkspaceContents(MongoRoom room) {
        this.database = room.mongo().database();
    }

    @Override
    public List<String> places() {
        List<String> names = database.listCollectionNames().into(new ArrayList<>());
        names.removeIf(name -> name.startsWith("system."));
        return names.stream().sorted().toList();
    }

    @Override
    public int remove(String workspaceId, String place) {
        MongoCollection<Document> collection = database.getCollection(place);
        Bson owned = KEYED_BY_ID.contains(place)
                ? Filters.and(Filters.gt("_id", workspaceId + ":"), Filters.lt("_id", workspaceId + ";"))
                : Filters.eq("w", workspaceId);
        return Deletions.some(collection, owned, AT_ONCE);
    }
}
