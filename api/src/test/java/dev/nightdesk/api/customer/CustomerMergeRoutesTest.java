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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerMergeRoutesTest {
    private static final String PATH = "/v1/customers/";
    private static TestNode node;
    private TestClient client;
    private String ada;
    private String guest;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeCustomers() {
        client = node.workspace();
        ada = make("""
                {"external_id":"ada","email":"ada@example.com","name":"Ada","tags":["a"],"attributes":{"plan":"x"}}""");
        guest = make("""
                {"external_id":"guest","phone":"+4930901820","name":"Guest","tier":"gold","tags":["b","a"],
                 "attributes":{"plan":"y","seen":true}}""");
    }

    @Test
    void identitiesFillGapsAndFieldsOfTheSurvivorStay() {
        TestAnswer merged = merge(guest, ada).expect(200);
        assertEquals("merged", merged.text("state"));
        assertEquals(2, merged.json().get("identities").size());
        TestAnswer survivor = client.get(PATH + ada).expect(200);
        assertEquals(survivor.json(), merged.json().get("customer"));
        assertEquals("ada", survivor.text("external_id"));
        assertEquals("+4930901820", survivor.text("phone"));
        assertEquals("Ada", survivor.text("name"));
        assertEquals("gold", survivor.text("tier"));
        assertEquals("[\"a\",\"b\"]", survivor.json().get("tags").toString());
        assertEquals("{\"plan\":\"x\",\"seen\":true}", survivor.json().get("attributes").toString());
        assertEquals(List.of("ada@example.com:true", "ada:true", "+4930901820:true", "guest:false").stream().sorted()
                .toList(), identities(ada).stream().sorted().toList());
    }

    @Test
    void whoWasMergedLeadsToTheSurvivorWhicheverWayItIsAskedFor() {
        merge(guest, ada).expect(200);
        TestAnswer gone = client.get(PATH + guest).problem(410, "customer_merged");
        assertEquals(ada, gone.text("existing_id"));
        assertEquals("<" + PATH + ada + ">; rel=\"successor-version\"", gone.header("Link"));
        client.patch(PATH + guest, "*", "{\"name\":\"x\"}").problem(410, "customer_merged");
        client.get(PATH + guest + "/identities").problem(410, "customer_merged");
        client.post(PATH + guest + "/identities", "{\"kind\":\"x\",\"value\":\"a\"}").problem(410, "customer_merged");
        client.with("If-Match", "*").delete(PATH + guest).problem(410, "customer_merged");
        merge(guest, ada).problem(410, "customer_merged");
        assertEquals(ada, lookup("phone:%2B4930901820").expect(200).id());
        assertEquals(ada, client.put(PATH + "by-external-id/guest", "{}").expect(200).id());
        assertEquals(ada, client.post("/v1/customers", "{\"phone\":\"+4930901820\"}").problem(409, "identity_taken")
                .text("existing_id"));
        assertEquals(1, client.get("/v1/customers").expect(200).json().get("data").size());
    }

    @Test
    void aPreviewChangesNothing() {
        TestAnswer preview = client.post(PATH + guest + "/merge", "{\"into\":\"" + ada + "\",\"dry_run\":true}")
                .expect(200);
        assertEquals("preview", preview.text("state"));
        assertTrue(preview.json().get("operation_id").isNull());
        assertEquals("\"v1\"", client.get(PATH + guest).expect(200).etag());
        assertEquals("\"v1\"", client.get(PATH + ada).expect(200).etag());
        TestAnswer merged = merge(guest, ada).expect(200);
        assertEquals(preview.json().at("/customer/attributes"), merged.json().at("/customer/attributes"));
        assertEquals(preview.json().at("/identities/0/primary"), merged.json().at("/identities/0/primary"));
    }

    @Test
    void whatIsUnmergedComesBackWithTheIdentitiesThatTheSurvivorStillHas() {
        TestAnswer before = client.get(PATH + guest);
        merge(guest, ada).expect(200);
        JsonNode phone = identity(ada, "+4930901820");
        client.with("If-Match", "*").delete(PATH + ada + "/identities/" + phone.get("id").asText()).expect(204);
        TestAnswer unmerged = client.post(PATH + guest + "/unmerge", null).expect(200);
        assertEquals("unmerged", unmerged.text("state"));
        assertEquals(1, unmerged.json().get("identities").size());
        TestAnswer back = client.get(PATH + guest).expect(200);
        assertEquals("guest", back.text("external_id"));
        assertTrue(back.json().get("phone").isNull());
        assertEquals(before.json().get("attributes"), back.json().get("attributes"));
        assertEquals(List.of("ada:true", "ada@example.com:true"), identities(ada).stream().sorted().toList());
        assertEquals("gold", client.get(PATH + ada).text("tier"));
        assertEquals(guest, client.put(PATH + "by-external-id/guest", "{}").expect(200).id());
        client.post("/v1/customers", "{\"phone\":\"+4930901820\"}").expect(201);
        client.post(PATH + guest + "/unmerge", null).problem(409, "customer_not_merged");
        merge(guest, ada).expect(200);
        assertEquals(ada, lookup("external:guest").expect(200).id());
        assertEquals(3, identities(ada).size());
        client.post(PATH + guest + "/unmerge", null).expect(200);
    }

    @Test
    void anAddressTheSurvivorLetGoIsFreeForOthers() {
        merge(guest, ada).expect(200);
        client.patch(PATH + ada, "*", "{\"phone\":null}").expect(200);
        client.post("/v1/customers", "{\"phone\":\"+4930901820\"}").expect(201);
        client.post(PATH + guest + "/unmerge", null).expect(200);
        assertTrue(client.get(PATH + guest).expect(200).json().get("phone").isNull());
    }

    @Test
    void mergesCanFollowEachOtherAndBeUndoneInAnyOrder() {
        String main = make("{\"external_id\":\"main\"}");
        merge(guest, ada).expect(200);
        merge(ada, main).expect(200);
        assertEquals(main, client.get(PATH + guest).problem(410, "customer_merged").text("existing_id"));
        assertEquals(main, lookup("phone:%2B4930901820").expect(200).id());
        client.post(PATH + guest + "/unmerge", null).expect(200);
        assertEquals(guest, lookup("phone:%2B4930901820").expect(200).id());
        assertEquals(main, lookup("email:ada@example.com").expect(200).id());
        client.post(PATH + ada + "/unmerge", null).expect(200);
        assertEquals(List.of("ada:true", "ada@example.com:true"), identities(ada).stream().sorted().toList());
        assertEquals(List.of("main:true"), identities(main));
        assertEquals(guest, lookup("external:guest").expect(200).id());
    }

    @Test
    void twoWhoAreMergedIntoEachOtherAtOnceDoNotBothGo() {
        for (int round = 0; round < 5; round++) {
            String one = make("{}");
            String two = make("{}");
            List<TestAnswer> answers = Together.run(8, i -> i % 2 == 0 ? merge(one, two) : merge(two, one));
            assertTrue(answers.stream().anyMatch(answer -> answer.status() == 200));
            int left = client.get(PATH + one).status() == 200 ? 1 : 0;
            left += client.get(PATH + two).status() == 200 ? 1 : 0;
            assertEquals(1, left);
        }
    }

    @Test
    void whatCannotBeMergedIsRefused() {
        merge(ada, ada).problem(422, "same_resource");
        merge(ada, "cus_01KJPTR3D091MT7YDNQRSDEYSD").problem(422, "unknown_reference");
        merge("cus_01KJPTR3D091MT7YDNQRSDEYSD", ada).problem(404, "not_found");
        client.post(PATH + ada + "/merge", "{\"into\":\"x\"}").problem(400, "invalid_body");
        String other = node.workspace().post("/v1/customers", "{}").expect(201).id();
        merge(ada, other).problem(422, "unknown_reference");
        merge(guest, ada).expect(200);
        merge(make("{}"), guest).problem(422, "unknown_reference");
    }

    @Test
    void aMergeIsReplayedByItsKeyAndItsOperationEnds() {
        String body = "{\"into\":\"" + ada + "\"}";
        TestAnswer first = client.key("k").post(PATH + guest + "/merge", body).expect(200);
        TestAnswer again = client.key("k").post(PATH + guest + "/merge", body).expect(200);
        assertArrayEquals(first.body(), again.body());
        String operation = "/v1/operations/" + first.text("operation_id");
        client.get(operation).expect(200);
        Eventually.becomes(() -> client.get(operation).expect(200).json().get("done").asBoolean());
        assertFalse(client.get(operation).json().has("error"));
    }

    @Test
    void theLogTellsOfMergeAndReturn() {
        merge(guest, ada).expect(200);
        client.post(PATH + guest + "/unmerge", null).expect(200);
        Events events = Events.of(client, 6);
        assertEquals(List.of("customer.created", "customer.created", "customer.merged", "customer.updated",
                "customer.unmerged", "customer.updated"), events.types());
        assertEquals(ada, events.at(2).at("/data/merged_into").asText());
        assertEquals(guest, events.at(2).at("/data/customer/id").asText());
        assertEquals(ada, events.at(3).at("/data/customer/id").asText());
        assertTrue(events.at(3).at("/data/previous/phone").isNull());
    }

    @Test
    void whoIsErasedLeavesNothingBehindNorDoWhoWasMergedIntoIt() {
        merge(guest, ada).expect(200);
        TestAnswer erasing = client.with("If-Match", "*").delete(PATH + ada).expect(202);
        client.get(PATH + ada).problem(404, "not_found");
        client.get(PATH + guest).problem(404, "not_found");
        client.post(PATH + guest + "/unmerge", null).problem(404, "not_found");
        lookup("phone:%2B4930901820").problem(404, "not_found");
        Eventually.becomes(() -> client.get(erasing.header("Location")).expect(200).json().get("done").asBoolean());
        assertEquals(2, client.get(erasing.header("Location")).json().at("/result/affected/customer").asInt());
        Events events = Events.of(client, 5);
        assertEquals("customer.erased", events.types().getLast());
        assertEquals(ada, events.at(4).at("/data/deleted_id").asText());
        String log = client.get("/v1/events?limit=200").bodyText() + client.get("/v1/audit-entries").bodyText();
        assertFalse(log.contains("Ada") || log.contains("ada@example.com") || log.contains("+4930901820"), log);
        client.post("/v1/customers", "{\"email\":\"ada@example.com\",\"phone\":\"+4930901820\"}").expect(201);
    }

    @Test
    void anErasureNeedsThePresentVersion() {
        client.delete(PATH + ada).problem(428, "precondition_required");
        client.with("If-Match", "\"v2\"").delete(PATH + ada).problem(412, "precondition_failed");
        node.workspace().with("If-Match", "*").delete(PATH + ada).problem(404, "not_found");
    }

    private TestAnswer merge(String id, String into) {
        return client.post(PATH + id + "/merge", "{\"into\":\"" + into + "\"}");
    }

    private String make(String body) {
        return client.post("/v1/customers", body).expect(201).id();
    }

    private TestAnswer lookup(String identity) {
        return client.get(PATH + "lookup?identity=" + identity);
    }

    private JsonNode identity(String customer, String value) {
        for (JsonNode identity : client.get(PATH + customer + "/identities").expect(200).json().get("data")) {
            if (identity.get("value").asText().equals(value)) {
                return identity;
            }
        }
        throw new AssertionError("no identity " + value);
    }

    private List<String> identities(String customer) {
        List<String> values = new ArrayList<>();
        client.get(PATH + customer + "/identities").expect(200).json().get("data").forEach(identity -> values.add(
                identity.get("value").asText() + ":" + identity.get("primary").asBoolean()));
        return values;
    }
}
