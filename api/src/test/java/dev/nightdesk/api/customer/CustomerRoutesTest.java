package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerRoutesTest {
    private static final String PATH = "/v1/customers";
    private static TestNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace();
    }

    @Test
    void aCustomerIsMadeReadAndChanged() {
        String organization = organization();
        TestAnswer made = client.post(PATH, Contract.example("customer/create-request")
                .replaceAll("org_\\w+", organization)).expect(201);
        String place = made.header("Location");
        assertEquals(PATH + "/" + made.id(), place);
        assertArrayEquals(made.body(), client.get(place).expect(200).body());
        client.with("If-None-Match", made.etag()).get(place).expect(304);

        TestAnswer changed = client.patch(place, made.etag(), Contract.example("customer/update-request")).expect(200);
        assertEquals("\"v2\"", changed.etag());
        assertEquals("platinum", changed.text("tier"));
        assertTrue(changed.json().get("phone").isNull());
        assertFalse(changed.json().at("/attributes/newsletter").asBoolean());
        assertEquals("business", changed.text("attributes/plan"));
        assertEquals(organization, client.get(place + "?expand=organization").expect(200).text("organization/id"));
        assertTrue(client.get(place).json().get("organization") == null);
    }

    @Test
    void theLogTellsWhatChangedAndHowItWasBefore() {
        TestAnswer made = client.post(PATH, "{\"name\":\"Ada\",\"email\":\"Ada@Example.com\"}").expect(201);
        assertEquals("ada@example.com", made.text("email"));
        client.patch(made.header("Location"), "*", "{\"email\":\"ada@example.org\"}").expect(200);
        Events events = Events.of(client, 2);
        assertEquals(List.of("customer.created", "customer.updated"), events.types());
        assertEquals("ada@example.com", events.at(1).at("/data/previous/email").asText());
        assertEquals("ada@example.org", events.at(1).at("/data/customer/email").asText());
        assertEquals(1, events.at(1).at("/data/previous").size());
    }

    @Test
    void aChangeThatChangesNothingKeepsTheVersion() {
        TestAnswer made = client.post(PATH, "{\"name\":\"Ada\",\"phone\":\"+4930901820\"}").expect(201);
        TestAnswer same = client.patch(made.header("Location"), made.etag(), "{\"phone\":\"+49030901820\"}").expect(200);
        assertEquals(made.etag(), same.etag());
        client.patch(made.header("Location"), "\"v7\"", "{\"name\":\"B\"}").problem(412, "precondition_failed");
        client.send("PATCH", made.header("Location"), "{\"name\":\"B\"}").problem(428, "precondition_required");
    }

    @Test
    void anAddressOfAnotherCustomerIsRefusedWithItsOwner() {
        String id = client.post(PATH, "{\"external_id\":\"x\",\"email\":\"a@example.com\",\"phone\":\"+4930901820\"}")
                .expect(201).id();
        assertEquals(id, client.post(PATH, "{\"external_id\":\"x\"}").problem(409, "duplicate_external_id")
                .text("existing_id"));
        assertEquals(id, client.post(PATH, "{\"email\":\"A@EXAMPLE.com\"}").problem(409, "identity_taken")
                .text("existing_id"));
        TestAnswer other = client.post(PATH, "{\"name\":\"B\"}").expect(201);
        assertEquals(id, client.patch(other.header("Location"), "*", "{\"phone\":\"+4930901820\"}")
                .problem(409, "identity_taken").text("existing_id"));
        assertEquals(other.etag(), client.get(other.header("Location")).etag());
    }

    @Test
    void anAddressThatWasGivenUpIsFree() {
        TestAnswer first = client.post(PATH, "{\"email\":\"a@example.com\"}").expect(201);
        client.patch(first.header("Location"), "*", "{\"email\":null}").expect(200);
        client.post(PATH, "{\"email\":\"a@example.com\"}").expect(201);
    }

    @Test
    void allFaultsOfABodyAreToldAtOnce() {
        TestAnswer refused = client.post(PATH, """
                {"email":"ada","phone":"030901820","locale":"x_","time_zone":"+02:00","organization_id":"org_1",
                 "version":3,"what":1,"tags":null,"blocked":"no"}""").problem(400, "invalid_body");
        Set<String> faults = new HashSet<>();
        refused.json().get("errors").forEach(e -> faults.add(e.get("pointer").asText() + " " + e.get("code").asText()));
        assertEquals(Set.of("#/email format", "#/phone format", "#/locale format", "#/time_zone format",
                "#/organization_id format", "#/version read_only", "#/what unknown_field", "#/tags type",
                "#/blocked type"), faults);
    }

    @Test
    void anOrganizationMustExistAndCannotGoWhileCustomersBelongToIt() {
        client.post(PATH, "{\"organization_id\":\"org_01KJPTP8T0ZR2YCF1GG6V9Q689\"}")
                .problem(422, "unknown_reference");
        String organization = organization();
        TestAnswer made = client.post(PATH, "{\"organization_id\":\"" + organization + "\"}").expect(201);
        TestClient any = client.with("If-Match", "*");
        any.delete("/v1/organizations/" + organization).problem(409, "organization_in_use");
        client.patch(made.header("Location"), "*", "{\"organization_id\":null}").expect(200);
        any.delete("/v1/organizations/" + organization).expect(204);
    }

    @Test
    void aListIsFilteredAndSorted() {
        String organization = organization();
        String ada = client.post(PATH, "{\"external_id\":\"ada\",\"tier\":\"gold\",\"tags\":[\"vip\"],"
                + "\"organization_id\":\"" + organization + "\"}").expect(201).id();
        String bob = client.post(PATH, "{\"external_id\":\"bob\",\"blocked\":true}").expect(201).id();
        String cy = client.post(PATH, "{\"tags\":[\"vip\",\"new\"]}").expect(201).id();
        assertEquals(List.of(cy, bob, ada), ids(""));
        assertEquals(List.of(ada, bob, cy), ids("?sort=created_at"));
        assertEquals(List.of(ada), ids("?tier=gold"));
        assertEquals(List.of(ada), ids("?organization_id=" + organization));
        assertEquals(List.of(cy, ada), ids("?tag=vip"));
        assertEquals(List.of(bob), ids("?external_id=bob"));
        assertEquals(List.of(bob), ids("?blocked=true"));
        assertEquals(List.of(cy, ada), ids("?blocked=false"));
        client.patch(PATH + "/" + ada, "*", "{\"name\":\"Ada\"}").expect(200);
        assertEquals(ada, ids("?sort=-updated_at").getFirst());
        assertEquals(List.of(), ids("?created_at%5Bgte%5D=2100-01-01T00:00:00Z"));
        assertEquals(3, ids("?created_at%5Blt%5D=2100-01-01T00:00:00Z").size());
        client.get(PATH + "?blocked=maybe").problem(400, "invalid_parameter");
        client.get(PATH + "?sort=name").problem(400, "invalid_parameter");
        assertEquals(organization, client.get(PATH + "?external_id=ada&expand=organization").expect(200)
                .text("data/0/organization/id"));
    }

    @Test
    void pagesFollowEachOther() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(client.post(PATH, "{}").expect(201).id());
        }
        List<String> seen = new ArrayList<>();
        TestAnswer page = client.get(PATH + "?limit=2").expect(200);
        page.json().get("data").forEach(item -> seen.add(item.get("id").asText()));
        while (page.json().get("has_more").asBoolean()) {
            page = client.get(PATH + "?limit=2&cursor=" + page.text("next_cursor")).expect(200);
            page.json().get("data").forEach(item -> seen.add(item.get("id").asText()));
        }
        assertEquals(made, seen);
    }

    @Test
    void aPostIsReplayedByItsKeyAlsoWhenItWasRefused() {
        TestAnswer first = client.key("k1").post(PATH, "{\"external_id\":\"x\"}").expect(201);
        TestAnswer again = client.key("k1").post(PATH, "{\"external_id\":\"x\"}").expect(201);
        assertArrayEquals(first.body(), again.body());
        TestAnswer refused = client.key("k2").post(PATH, "{\"external_id\":\"x\"}")
                .problem(409, "duplicate_external_id");
        assertArrayEquals(refused.body(), client.key("k2").post(PATH, "{\"external_id\":\"x\"}").expect(409).body());
    }

    @Test
    void anotherWorkspaceSeesNothingAndMayUseTheSameAddresses() {
        TestAnswer made = client.post(PATH, "{\"email\":\"a@example.com\"}").expect(201);
        TestClient other = node.workspace();
        other.get(made.header("Location")).problem(404, "not_found");
        other.patch(made.header("Location"), "*", "{}").problem(404, "not_found");
        other.get(PATH + "/lookup?identity=email:a@example.com").problem(404, "not_found");
        other.post(PATH, "{\"email\":\"a@example.com\"}").expect(201);
    }

    private String organization() {
        return client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201).id();
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        client.get(PATH + query).expect(200).json().get("data").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }
}
