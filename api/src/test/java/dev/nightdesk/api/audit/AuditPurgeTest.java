package dev.nightdesk.api.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.TimeRange;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.platform.mongo.MongoCompanionStore;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPurgeTest {
    @TempDir
    Path folder;

    @Test
    void entriesGoByRealTimeWhateverATestClockSays() {
        try (TestRoom room = new TestRoom(folder)) {
            AuditStore store = new MongoAuditStore(room.room());
            String workspaceId = room.workspaceId();
            write(room, room.call(Operation.CREATE_AGENT, workspaceId));
            Instant between = room.pass(Duration.ofDays(1));
            room.pass(Duration.ofDays(1));
            Call late = room.call(Operation.DELETE_AGENT, workspaceId);
            Instant shown = Instant.parse("2000-01-01T00:00:00Z");
            write(room, new Call(late.operation(), late.principal(), late.parameters(), late.query(), late.headers(),
                    late.json(), null, late.idempotency(), late.requestId(), null, shown));
            assertEquals(1, store.purge(between, 100));
            assertEquals(0, store.purge(between, 100));
            Optional<Instant> open = Optional.empty();
            var everything = new AuditStore.Filter(Optional.empty(), Optional.empty(), Optional.empty(),
                    new TimeRange(open, open, open, open));
            assertEquals(List.of("deleteAgent"), store.list(workspaceId, everything, Optional.empty(), 10).data()
                    .stream().map(AuditEntry::action).toList());
        }
    }

    private static void write(TestRoom room, Call call) {
        String agentId = room.ids().next(ResourceType.AGENT, room.now());
        new MongoCompanionStore(room.room().mongo().database(), room.room().outboxes()).write(AuditEntry.COLLECTION,
                List.of(AuditEntry.of(call, ResourceType.AGENT, agentId, null, new RawJson("{\"name\":\"Mira\"}"))));
    }
}
