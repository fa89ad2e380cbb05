package dev.nightdesk.api.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationOrder;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceRemovalTest {
    @Test
    void aDeletedWorkspaceIsOutOfSightAtOnceAndGoneInTheEnd() {
        try (TestNode node = TestNode.start()) {
            TestClient platform = node.platform();
            TestAnswer workspace = platform.post("/v1/workspaces", "{\"name\":\"Doomed\"}").expect(201);
            TestClient client = node.as(workspace.text("api_key"));
            client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
            client.post("/v1/agents", "{\"name\":\"A\",\"email\":\"a@x.example.com\"}").expect(201);
            TestClient bystander = node.workspace();
            bystander.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
            String place = "/v1/workspaces/" + workspace.id();

            platform.delete(place).problem(428, "precondition_required");
            platform.with("If-Match", "\"v7\"").delete(place).problem(412, "precondition_failed");
            TestAnswer accepted = platform.with("If-Match", workspace.etag()).delete(place).expect(202);
            assertEquals("workspace_delete", accepted.text("kind"));

            platform.get(place).problem(404, "not_found");
            platform.patch(place, "*", "{\"name\":\"Back\"}").problem(404, "not_found");
            platform.with("If-Match", "*").delete(place).problem(404, "not_found");
            client.get("/v1/workspace").problem(401, "invalid_credential");
            platform.get("/v1/workspaces").expect(200).json().get("data")
                    .forEach(listed -> assertFalse(listed.get("id").asText().equals(workspace.id())));

            JsonNode finished = await(node, platform, accepted.header("Location"));
            assertEquals(1, finished.at("/result/affected/workspace").asInt());
            assertEquals(1, finished.at("/result/affected/organization").asInt());
            assertEquals(1, finished.at("/result/affected/agent").asInt());
            assertEquals(2, finished.at("/result/affected/event").asInt());
            assertEquals(1, bystander.get("/v1/organizations").expect(200).json().get("data").size());
        }
    }

    @Test
    void everyCollectionIsEmptiedOfThisWorkspaceOnly(@TempDir Path folder) {
        try (TestRoom room = new TestRoom(folder)) {
            MongoWorkspaceStore store = new MongoWorkspaceStore(room.room());
            String doomed = make(room, store);
            String spared = make(room, store);
            MongoDatabase database = room.room().mongo().database();
            for (String id : List.of(doomed, spared)) {
                fill(database, "customers", id, 1_200);
                fill(database, "added_one_day", id, 3);
                fill(database, "message_keys", id, 700);
            }
            Operation operation = order(room, doomed);
            var removal = new WorkspaceRemoval(store, new MongoWorkspaceContents(room.room()));

            Step.More first = (Step.More) removal.runOnce(operation, room.now());
            assertEquals(Map.of("customer", 1_200L), first.affected());
            assertEquals(Duration.ofSeconds(40), first.pause());
            fill(database, "customers", doomed, 1);
            assertTrue(removal.runOnce(operation, room.pass(Duration.ofSeconds(40))) instanceof Step.More);
            assertTrue(removal.runOnce(operation, room.now()) instanceof Step.Done);
            assertTrue(removal.runOnce(operation, room.now()) instanceof Step.Done);
            room.deliver();

            List<String> left = new ArrayList<>();
            for (String place : database.listCollectionNames()) {
                database.getCollection(place).find().forEach(document -> {
                    assertFalse(document.toJson().contains(doomed), place);
                    left.add(place);
                });
            }
            assertEquals(1_200 + 3 + 700 + 1, left.size());
        }
    }

    private static void fill(MongoDatabase database, String place, String workspaceId, int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(new Document("_id", workspaceId + ":" + place + System.identityHashCode(documents) + "-" + i)
                    .append("w", workspaceId));
        }
        database.getCollection(place).insertMany(documents);
    }

    private static String make(TestRoom room, MongoWorkspaceStore store) {
        WorkspaceFields fields = new WorkspaceFields("W", ZoneId.of("UTC"), "en", null, null, null, 30, true, Map.of());
        Workspace made = Workspace.create(room.workspaceId(), fields, WorkspaceMode.LIVE, Optional.empty(), room.now());
        store.insert(made, OutboxEntry.nothing(1));
        return made.id();
    }

    private static Operation order(TestRoom room, String workspaceId) {
        return Operation.create("opr_1", Workspace.OWNER, new OperationOrder(OperationKind.WORKSPACE_DELETE,
                ResourceType.WORKSPACE, workspaceId, "req_1", null), Map.of(), room.now());
    }

    /** Time passes while the operation waits for latecomers. */
    private static JsonNode await(TestNode node, TestClient platform, String place) {
        JsonNode operation = platform.get(place).expect(200).json();
        while (!operation.get("done").asBoolean()) {
            node.clock().advance(Duration.ofSeconds(5));
            operation = platform.get(place).expect(200).json();
        }
        return operation;
    }
}
