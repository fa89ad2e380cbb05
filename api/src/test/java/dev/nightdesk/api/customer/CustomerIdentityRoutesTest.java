package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.Together;
import dev.nightdesk.openapi.Contract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerIdentityRoutesTest {
    private static final String PATH = "/v1/customers";
    private static TestNode node;
    private TestClient client;
    private String customer;
    private String identities;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeCustomer() {
        client = node.workspace();
        customer = client.post(PATH, "{\"email\":\"ada@example.com\"}").expect(201).header("Location");
        identities = customer + "/identities";
    }

    @Test
    void anIdentityIsAddedFoundAndRemoved() {
        TestAnswer added = client.post(identities, Contract.example("customer/identity-request")).expect(201);
        assertTrue(added.json().get("primary").asBoolean());
        assertEquals(customer, PATH + "/" + lookup("whatsapp:%2B4915112345678").id());
        client.with("If-Match", "\"v9\"").delete(identities + "/" + added.id()).problem(412, "precondition_failed");
        client.delete(identities + "/" + added.id()).problem(428, "precondition_required");
        client.with("If-Match", added.etag()).delete(identities + "/" + added.id()).expect(204);
        client.with("If-Match", "*").delete(identities + "/" + added.id()).problem(404, "not_found");
        client.get(PATH + "/lookup?identity=whatsapp:%2B4915112345678").problem(404, "not_found");
    }

    @Test
    void aNewPrimaryShowsInTheCustomerAndTheOneBeforeStays() {
        client.post(identities, "{\"kind\":\"email\",\"value\":\"Second@Example.com\"}").expect(201);
        assertEquals("ada@example.com", client.get(customer).text("email"));
        TestAnswer third = client.post(identities,
                "{\"kind\":\"email\",\"value\":\"third@example.com\",\"primary\":true}").expect(201);
        assertEquals("third@example.com", client.get(customer).text("email"));
        assertEquals(List.of("ada@example.com", "second@example.com", "third@example.com"), values());
        client.with("If-Match", "*").delete(identities + "/" + third.id()).expect(204);
        assertEquals("ada@example.com", client.get(customer).text("email"));
        assertEquals(client.get(customer).id(), lookup("email:SECOND@example.com").id());
    }

    @Test
    void anIdentityBelongsToOneCustomerOnly() {
        String other = client.post(PATH, "{\"phone\":\"+4930901820\"}").expect(201).id();
        assertEquals(other, client.post(identities, "{\"kind\":\"phone\",\"value\":\"+4930901820\"}")
                .problem(409, "identity_taken").text("existing_id"));
        assertEquals(other, client.post(identities, "{\"kind\":\"phone\",\"value\":\"+49030901820\"}")
                .problem(409, "identity_taken").text("existing_id"));
        // The same number on another network is another address.
        client.post(identities, "{\"kind\":\"whatsapp\",\"value\":\"+4930901820\"}").expect(201);
        client.post(identities, "{\"kind\":\"whatsapp\",\"value\":\"+4930901820\"}").problem(409, "identity_taken");
    }

    @Test
    void ofManyWhoAddOneAddressAtOnceOneGetsIt() {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.add(client.post(PATH, "{}").expect(201).header("Location"));
        }
        List<TestAnswer> answers = Together.run(20, i -> client.post(places.get(i % 10) + "/identities",
                "{\"kind\":\"telegram\",\"value\":\"ada\"}"));
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 201).count());
        String owner = lookup("telegram:ada").id();
        answers.stream().filter(answer -> answer.status() != 201)
                .forEach(answer -> assertEquals(owner, answer.problem(409, "identity_taken").text("existing_id")));
    }

    @Test
    void aCustomerHasAtMostFifty() {
        for (int i = 1; i < 50; i++) {
            client.post(identities, "{\"kind\":\"x\",\"value\":\"ada" + i + "\"}").expect(201);
        }
        client.post(identities, "{\"kind\":\"x\",\"value\":\"more\"}").problem(422, "limit_exceeded");
        List<String> seen = new ArrayList<>();
        TestAnswer page = client.get(identities + "?limit=20").expect(200);
        page.json().get("data").forEach(item -> seen.add(item.get("value").asText()));
        while (page.json().get("has_more").asBoolean()) {
            page = client.get(identities + "?limit=20&cursor=" + page.text("next_cursor")).expect(200);
            page.json().get("data").forEach(item -> seen.add(item.get("value").asText()));
        }
        assertEquals(50, seen.size());
        assertEquals(50, seen.stream().distinct().count());
    }

    @Test
    void anAddressMustHaveTheFormOfItsKind() {
        client.post(identities, "{\"kind\":\"email\",\"value\":\"ada\"}").problem(400, "invalid_body");
        client.post(identities, "{\"kind\":\"whatsapp\",\"value\":\"0301234567\"}").problem(400, "invalid_body");
        client.post(identities, "{\"kind\":\"pigeon\",\"value\":\"a\"}").problem(400, "invalid_body");
        client.post(identities, "{\"kind\":\"telegram\"}").problem(400, "invalid_body");
        client.post(identities, "{\"kind\":\"telegram\",\"value\":\"\"}").problem(400, "invalid_body");
        client.get(PATH + "/lookup").problem(400, "invalid_parameter");
        client.get(PATH + "/lookup?identity=phone:123").problem(400, "invalid_parameter");
        client.get(PATH + "/lookup?identity=ada").problem(400, "invalid_parameter");
    }

    @Test
    void anAdditionIsReplayedByItsKey() {
        String body = "{\"kind\":\"x\",\"value\":\"ada\"}";
        TestAnswer first = client.key("k").post(identities, body).expect(201);
        TestAnswer again = client.key("k").post(identities, body).expect(201);
        assertArrayEquals(first.body(), again.body());
        assertEquals("true", again.header("Idempotent-Replayed"));
    }

    @Test
    void theAuditLogTellsOfIdentitiesWithoutTheirAddresses() {
        TestAnswer added = client.post(identities, "{\"kind\":\"x\",\"value\":\"hidden\"}").expect(201);
        client.with("If-Match", "*").delete(identities + "/" + added.id()).expect(204);
        Eventually.becomes(() -> entries(added.id()).size() == 2);
        JsonNode entries = entries(added.id());
        assertEquals("removeCustomerIdentity", entries.get(0).get("action").asText());
        assertEquals("addCustomerIdentity", entries.get(1).get("action").asText());
        assertFalse(entries.toString().contains("hidden"));
    }

    private JsonNode entries(String target) {
        return client.get("/v1/audit-entries?target_id=" + target).expect(200).json().get("data");
    }

    private TestAnswer lookup(String identity) {
        return client.get(PATH + "/lookup?identity=" + identity).expect(200);
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        client.get(identities).expect(200).json().get("data").forEach(item -> values.add(item.get("value").asText()));
        return values;
    }
}
