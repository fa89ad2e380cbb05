package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.access.AccessNode.IssuedSecret;
import dev.nightdesk.api.access.TestToken;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TwoNodes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node remembers the customers it has read; what became of them on another node counts at once all the same. */
class RememberedCustomerTest {
    private static final String CONVERSATIONS = "/v1/conversations";
    private static final String CUSTOMERS = "/v1/customers/";
    private static final String HELLO = "{\"message\":{\"body\":\"Hello\"}}";

    @TempDir
    private Path folder;
    private TwoNodes nodes;
    private TestClient here;
    private TestClient there;
    private String ada;
    private int begun;

    @BeforeEach
    void rememberACustomer() {
        nodes = TwoNodes.start(folder);
        here = nodes.first().workspace();
        there = nodes.second().as(here.credential());
        ada = there.post("/v1/customers", "{\"name\":\"Ada\",\"locale\":\"de\"}").expect(201).id();
        assertEquals("de", begin(ada).expect(201).text("language"));
        assertEquals("de", begin(ada).expect(201).text("language"));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aChangeElsewhereIsKnownToTheNextConversation() {
        there.patch(CUSTOMERS + ada, "*", "{\"locale\":\"fr\"}").expect(200);
        assertEquals("fr", begin(ada).expect(201).text("language"));
        assertEquals("fr", begin(ada).expect(201).text("language"));
    }

    @Test
    void aConversationIsHeldWithWhomACustomerLivesOnIn() {
        String grace = there.post("/v1/customers", "{\"name\":\"Grace\"}").expect(201).id();
        there.post(CUSTOMERS + ada + "/merge", "{\"into\":\"" + grace + "\"}").expect(200);
        assertEquals(grace, begin(ada).expect(201).text("customer_id"));
        assertEquals(grace, begin(ada).expect(201).text("customer_id"));
    }

    @Test
    void nothingIsBegunWithWhomWasErased() {
        there.with("If-Match", "*").delete(CUSTOMERS + ada).expect(202);
        Eventually.becomes(() -> there.get(CUSTOMERS + ada).status() == 404);
        begin(ada).problem(422, "unknown_reference");
        assertEquals(2, here.get(CONVERSATIONS).expect(200).json().get("data").size());
    }

    @Test
    void whoWasBlockedBeginsNothingMoreUntilThatIsOver() {
        TestAnswer made = there.post("/v1/identity-secrets", "{\"name\":\"a\"}").expect(201);
        IssuedSecret secret = new IssuedSecret(made.id(), made.text("secret"));
        TestClient customer = nodes.first().as(TestToken.customer(here.get("/v1/workspace").expect(200).id(),
                secret.id(), nodes.clock().instant()).signed(secret));
        String id = customer.key("a").post(CONVERSATIONS, HELLO).expect(201).text("customer_id");
        customer.key("b").post(CONVERSATIONS, HELLO).expect(201);
        there.patch(CUSTOMERS + id, "*", "{\"blocked\":true}").expect(200);
        customer.key("c").post(CONVERSATIONS, HELLO).problem(403, "customer_blocked");
        there.patch(CUSTOMERS + id, "*", "{\"blocked\":false}").expect(200);
        customer.key("d").post(CONVERSATIONS, HELLO).expect(201);
    }

    @Test
    void anotherWorkspaceHasNoSuchCustomer() {
        nodes.first().workspace().key("k").post(CONVERSATIONS, body(ada)).problem(422, "unknown_reference");
    }

    @Test
    void aRepeatedRequestIsAnsweredAsBeforeWhateverBecameOfTheCustomer() {
        String first = here.key("again").post(CONVERSATIONS, body(ada)).expect(201).id();
        there.patch(CUSTOMERS + ada, "*", "{\"locale\":\"fr\"}").expect(200);
        TestAnswer again = here.key("again").post(CONVERSATIONS, body(ada)).expect(201);
        assertEquals(first, again.id());
        assertEquals("de", again.text("language"));
    }

    /** Only requests with a key are decided on what is remembered. */
    private TestAnswer begin(String customer) {
        return here.key("k" + begun++).post(CONVERSATIONS, body(customer));
    }

    private static String body(String customer) {
        return "{\"customer_id\":\"" + customer + "\"}";
    }
}
