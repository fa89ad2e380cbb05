package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.Together;
import dev.nightdesk.openapi.Contract;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerUpsertTest {
    private static final String PATH = "/v1/customers/by-external-id/";
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
    void whoIsUnknownIsMadeAndWhoIsKnownIsChanged() {
        String body = Contract.example("customer/upsert-request");
        TestAnswer made = client.put(PATH + "user_48213", body).expect(201);
        assertEquals("/v1/customers/" + made.id(), made.header("Location"));
        assertEquals("user_48213", made.text("external_id"));
        TestAnswer same = client.put(PATH + "user_48213", body).expect(200);
        assertEquals(made.etag(), same.etag());
        TestAnswer changed = client.put(PATH + "user_48213", "{\"tier\":\"gold\",\"email\":null}").expect(200);
        assertEquals(made.id(), changed.id());
        assertEquals("gold", changed.text("tier"));
        assertEquals("Ada Okafor", changed.text("name"));
        assertTrue(changed.json().get("email").isNull());
    }

    @Test
    void anExternalIdMayHoldAnyCharacter() {
        TestAnswer made = client.put(PATH + "a%2Fb%20%C3%A9%3A1", "{}").expect(201);
        assertEquals("a/b é:1", made.text("external_id"));
        assertEquals(made.id(), client.get("/v1/customers/lookup?identity=external:a%2Fb%20%C3%A9%3A1").expect(200).id());
        client.put(PATH + "x".repeat(255), "{}").expect(201);
        client.put(PATH + "x".repeat(256), "{}").problem(400, "invalid_parameter");
    }

    @Test
    void ofFiftyAtOnceOneMakesTheCustomerAndTheOthersFindIt() {
        List<TestAnswer> answers = Together.run(50, i -> client.put(PATH + "one", "{\"name\":\"Ada\"}"));
        assertEquals(Set.of(200, 201), answers.stream().map(TestAnswer::status).collect(Collectors.toSet()));
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 201).count());
        assertEquals(1, answers.stream().map(TestAnswer::id).distinct().count());
        assertEquals(1, client.get("/v1/customers").expect(200).json().get("data").size());
        assertEquals(List.of("customer.created"), Events.of(client, 1).types());
    }

    @Test
    void ofManyChangesAtOnceNoneIsLost() {
        List<TestAnswer> answers = Together.run(30,
                i -> client.put(PATH + "one", "{\"attributes\":{\"a" + i + "\":" + i + "}}"));
        assertTrue(answers.stream().allMatch(answer -> answer.status() == 200 || answer.status() == 201));
        assertEquals(30, client.put(PATH + "one", "{}").expect(200).json().get("attributes").size());
        assertEquals("\"v30\"", client.put(PATH + "one", "{}").etag());
    }

    @Test
    void ofManyWhoWantOneAddressOnceOneGetsIt() {
        List<TestAnswer> answers = Together.run(20,
                i -> client.put(PATH + "user" + i, "{\"email\":\"shared@example.com\"}"));
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 201).count());
        String owner = client.get("/v1/customers/lookup?identity=email:shared@example.com").expect(200).id();
        answers.stream().filter(answer -> answer.status() != 201)
                .forEach(answer -> assertEquals(owner, answer.problem(409, "identity_taken").text("existing_id")));
        assertEquals(1, client.get("/v1/customers").expect(200).json().get("data").size());
    }

    @Test
    void aPreconditionHoldsOnlyForAnExistingCustomerOfThatVersion() {
        client.with("If-Match", "*").put(PATH + "one", "{}").problem(404, "not_found");
        client.put(PATH + "one", "{}").expect(201);
        client.with("If-Match", "\"v1\"").put(PATH + "one", "{\"name\":\"A\"}").expect(200);
        client.with("If-Match", "\"v1\"").put(PATH + "one", "{\"name\":\"B\"}").problem(412, "precondition_failed");
    }

    @Test
    void aFurtherExternalIdFindsItsCustomerAndDoesNotBecomeTheMainOne() {
        TestAnswer made = client.put(PATH + "one", "{}").expect(201);
        client.post("/v1/customers/" + made.id() + "/identities", "{\"kind\":\"external\",\"value\":\"two\"}")
                .expect(201);
        TestAnswer found = client.put(PATH + "two", "{\"name\":\"Ada\"}").expect(200);
        assertEquals(made.id(), found.id());
        assertEquals("one", found.text("external_id"));
    }

    @Test
    void theExternalIdStandsInThePathOnly() {
        client.put(PATH + "one", "{\"external_id\":\"one\"}").problem(400, "invalid_body");
        client.put(PATH + "one", "{\"organization_id\":\"org_01KJPTP8T0ZR2YCF1GG6V9Q689\"}")
                .problem(422, "unknown_reference");
        client.get("/v1/customers/lookup?identity=external:one").problem(404, "not_found");
    }
}
