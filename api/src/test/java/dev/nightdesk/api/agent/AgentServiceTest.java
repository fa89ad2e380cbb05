package dev.nightdesk.api.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.audit.MongoAuditStore;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServiceTest {
    @TempDir
    Path folder;
    private final Set<String> busy = new HashSet<>();
    private TestRoom room;
    private AgentService service;
    private String workspaceId;

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        new MongoAuditStore(room.room());
        service = new AgentService(new MongoAgentStore(room.room()), room.commands(),
                (workspace, id) -> busy.contains(workspace + id));
        workspaceId = room.workspaceId();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void anAgentWithOpenConversationsStays() {
        String id = make("a@x.example.com");
        busy.add(workspaceId + id);
        Problem refused = assertThrows(Problem.class, () -> service.delete(anyVersion(), id));
        assertEquals(ProblemCode.AGENT_IN_USE, refused.code());
        busy.clear();
        assertEquals(204, service.delete(anyVersion(), id).status());
        assertTrue(service.find(workspaceId, id).isEmpty());
    }

    @Test
    void oneFindsManyAgentsButNoDeletedOrForeignOnes() {
        String first = make("a@x.example.com");
        String deleted = make("b@x.example.com");
        service.delete(anyVersion(), deleted);
        String own = workspaceId;
        workspaceId = room.workspaceId();
        String foreign = make("c@x.example.com");
        assertEquals(List.of(first), service.findAll(own, List.of(first, deleted, foreign)).stream().map(Agent::id)
                .toList());
        assertTrue(service.role(own, foreign).isEmpty());
    }

    @Test
    void eventsTellWhatBecameOfAnAgentAndWhatItWas() {
        String id = make("a@x.example.com");
        service.update(anyVersion(), id, fields -> new AgentFields("Mira", fields.email(), null, AgentRole.ADMIN, null,
                fields.languages(), fields.metadata()));
        service.delete(anyVersion(), id);
        room.deliver();
        List<Event> events = new MongoEventLog(room.room().mongo().collection("events")).after(workspaceId, 0, 10);
        assertEquals(List.of("agent.created", "agent.updated", "agent.deleted"),
                events.stream().map(event -> event.draft().type()).toList());
        String updated = events.get(1).draft().data();
        assertTrue(updated.contains("\"role\":\"admin\""), updated);
        assertTrue(updated.endsWith("\"previous\":{\"name\":\"a@x.example.com\",\"role\":\"agent\"}}"), updated);
    }

    private String make(String email) {
        AgentFields fields = new AgentFields(email, email, null, AgentRole.AGENT, null, List.of("en"), Map.of());
        String place = service.create(room.call(Operation.CREATE_AGENT, workspaceId), fields).headers()
                .get("Location");
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private Call anyVersion() {
        Call call = room.call(Operation.DELETE_AGENT, workspaceId);
        return new Call(call.operation(), call.principal(), call.parameters(), call.query(),
                name -> name.equals("If-Match") ? List.of("*") : List.of(), call.json(), null, call.idempotency(),
                call.requestId(), call.remoteAddress(), call.now());
    }
}
