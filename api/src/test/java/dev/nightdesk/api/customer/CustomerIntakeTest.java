package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.JsonLimits;
import dev.nightdesk.api.platform.json.JsonTree;
import dev.nightdesk.api.support.TestRoom;
import dev.nightdesk.api.support.Together;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerIntakeTest {
    @TempDir
    Path folder;
    private TestRoom room;
    private CustomerService customers;
    private CustomerIntake intake;
    private TokenCustomers tokens;
    private String workspaceId;

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        var store = new MongoCustomerStore(room.room());
        var organizations = new OrganizationService(new MongoOrganizationStore(room.room()), room.commands(),
                store::anyOf);
        customers = new CustomerService(store, room.commands(), room.ids(), organizations);
        intake = new CustomerIntake(customers, store, room.commands());
        tokens = new TokenCustomers(customers, store, room.commands(), room.ids(), id -> room.now());
        workspaceId = room.workspaceId();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void theExternalIdIsAskedFirstThenTheEmailAddressThenThePhoneNumber() {
        Customer ada = meet("{\"external_id\":\"ada\",\"email\":\"ada@example.com\",\"phone\":\"+4930901820\"}");
        assertEquals(ada.id(), meet("{\"external_id\":\"ada\"}").id());
        assertEquals(ada.id(), meet("{\"email\":\"ADA@example.com\"}").id());
        assertEquals(ada.id(), meet("{\"phone\":\"+4930901820\"}").id());
        Customer bob = meet("{\"external_id\":\"bob\"}");
        assertNotEquals(ada.id(), bob.id());
        Problem taken = assertThrows(Problem.class, () -> meet("{\"external_id\":\"bob\",\"email\":\"ada@example.com\"}"));
        assertEquals(ProblemCode.IDENTITY_TAKEN, taken.code());
        assertEquals(ada.id(), taken.members().get("existing_id"));
    }

    @Test
    void whatIsSaidIsAddedAndWhatIsNotSaidStays() {
        meet("{\"external_id\":\"ada\",\"name\":\"Ada\",\"tier\":\"gold\",\"attributes\":{\"a\":1},\"tags\":[\"x\"]}");
        Customer after = meet("{\"external_id\":\"ada\",\"name\":\"Ada O.\",\"attributes\":{\"b\":2},"
                + "\"email\":\"ada@example.com\",\"tier\":null}");
        assertEquals("Ada O.", after.profile().name());
        assertEquals("gold", after.profile().tier());
        assertEquals(List.of("a", "b"), List.copyOf(after.profile().attributes().keySet()));
        assertEquals(List.of("x"), after.profile().tags());
        assertEquals("ada@example.com", after.email());
        assertEquals(after, customers.find(workspaceId, after.id()).orElseThrow());
        assertEquals(after.version(), meet("{\"external_id\":\"ada\",\"email\":\"ada@example.com\"}").version());
    }

    @Test
    void whoCannotBeReachedIsMadeOnceForEachKey() {
        Call call = room.call(Operation.CREATE_CONVERSATION, workspaceId);
        Customer first = intake.findOrMake(keyed(call, "k1"), said("{\"name\":\"Guest\"}"));
        assertEquals(first.id(), intake.findOrMake(keyed(call, "k1"), said("{\"name\":\"Guest\"}")).id());
        assertNotEquals(first.id(), intake.findOrMake(keyed(call, "k2"), said("{\"name\":\"Guest\"}")).id());
        assertNotEquals(first.id(), intake.findOrMake(call, said("{\"name\":\"Guest\"}")).id());
    }

    @Test
    void faultsPointIntoTheWholeBody() {
        Fields body = Fields.of(json("{\"customer\":{\"email\":\"x\",\"what\":1}}"));
        CustomerJson.inline(body.object("customer"));
        Problem refused = assertThrows(Problem.class, body::check);
        assertEquals(List.of("#/customer/email", "#/customer/what"),
                refused.errors().stream().map(error -> error.pointer()).sorted().toList());
        Problem unknown = assertThrows(Problem.class,
                () -> meet("{\"organization_id\":\"org_01KJPTP8T0ZR2YCF1GG6V9Q689\"}"));
        assertEquals("#/customer/organization_id", unknown.errors().getFirst().pointer());
    }

    @Test
    void aTokenFindsItsCustomerAndMakesOneOnlyWhereItMay() {
        assertEquals(Optional.empty(), tokens.byToken(workspaceId, "ada", null, null, null, false));
        Customer made = tokens.byToken(workspaceId, "ada", "Ada", "Ada@Example.com", "pt-br", true).orElseThrow();
        assertEquals("Ada", made.profile().name());
        assertEquals("ada@example.com", made.email());
        assertEquals("pt-BR", made.profile().locale());
        assertEquals(made.id(), tokens.byToken(workspaceId, "ada", "Other", null, null, true).orElseThrow().id());
        assertEquals("Ada", customers.find(workspaceId, made.id()).orElseThrow().profile().name());
        assertEquals(made.id(), tokens.byToken(workspaceId, "ada", null, null, null, false).orElseThrow().id());
    }

    @Test
    void aTokenCannotTakeAnEmailAddressAway() {
        Customer ada = meet("{\"email\":\"ada@example.com\"}");
        Customer other = tokens.byToken(workspaceId, "eve", null, "ada@example.com", null, true).orElseThrow();
        assertNotEquals(ada.id(), other.id());
        assertNull(other.email());
    }

    @Test
    void ofManyTokensAtOnceOneMakesTheCustomer() {
        List<String> ids = Together.run(20, i -> tokens.byToken(workspaceId, "ada", null, "ada@example.com", null, true)
                .orElseThrow().id());
        assertEquals(1, ids.stream().distinct().count());
    }

    @Test
    void ofManyConversationsAtOnceOneMakesTheCustomer() {
        List<String> ids = Together.run(20, i -> meet("{\"email\":\"ada@example.com\",\"name\":\"Ada\"}").id());
        assertEquals(1, ids.stream().distinct().count());
    }

    private Customer meet(String body) {
        return intake.findOrMake(room.call(Operation.CREATE_CONVERSATION, workspaceId), said(body));
    }

    private static CustomerFields said(String body) {
        Fields fields = Fields.of(json(body));
        CustomerFields said = CustomerJson.inline(fields);
        fields.check();
        return said;
    }

    private static Map<String, Object> json(String body) {
        return JsonTree.object(body.getBytes(StandardCharsets.UTF_8), JsonLimits.STANDARD);
    }

    private static Call keyed(Call call, String key) {
        IdempotentRequest request = new IdempotentRequest(call.workspaceId() + ":" + key, call.workspaceId(), "print");
        return new Call(call.operation(), call.principal(), call.parameters(), call.query(), call.headers(),
                call.json(), null, Optional.of(request), call.requestId(), call.remoteAddress(), call.now());
    }
}
