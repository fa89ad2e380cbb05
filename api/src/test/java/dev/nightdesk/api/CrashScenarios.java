package dev.nightdesk.api;

import dev.nightdesk.api.CrashScenario.Request;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What must survive crashes: every kind of write, and every duty in the background. */
final class CrashScenarios {
    private static final String CONVERSATIONS = "/v1/conversations";

    private CrashScenarios() {
    }

    /** The paths that each request takes: making, changing, and a timer. */
    static Stream<CrashScenario> writePath() {
        return Stream.of(
                request("make a customer", node -> post("/v1/customers",
                        "{\"name\":\"Ada\",\"external_id\":\"ada\",\"email\":\"ada@example.com\"}")),
                request("begin a conversation of a new customer, with a message", node -> post(CONVERSATIONS, """
                        {"customer":{"name":"Ada","external_id":"ada"},"external_id":"c-1","subject":"Card",
                         "message":{"body":"Hello","external_id":"m-1"}}""")),
                request("begin a conversation", node -> post(CONVERSATIONS, "{\"customer_id\":\""
                        + id(customer(node, "ada")) + "\",\"external_id\":\"c-1\",\"message\":{\"body\":\"Hi\"}}")),
                request("answer", node -> post(conversation(node) + "/messages",
                        "{\"body\":\"Let me look\",\"external_id\":\"m-2\"}")),
                timer("a snooze ends", node -> act(node, conversation(node), "snooze",
                        "{\"until\":\"2030-01-01T00:00:00Z\"}"), Duration.ofDays(366 * 5)));
    }

    static Stream<CrashScenario> all() {
        return Stream.concat(writePath(), Stream.of(
                request("change a conversation",
                        node -> new Request("PATCH", conversation(node), "{\"subject\":\"New\"}")),
                request("resolve", node -> post(conversation(node) + "/resolve", "{\"reason\":\"done\"}")),
                request("a customer writes to what is closed", node -> post(closed(node) + "/messages",
                        "{\"body\":\"Again\",\"author\":{\"type\":\"customer\"}}")),
                request("redact a message", node -> post(message(node) + "/redact", "{}")),
                request("merge two conversations", node -> post(conversation(node) + "/merge",
                        "{\"into\":\"" + id(conversation(node)) + "\"}")),
                request("change a customer by the product's id", node -> {
                    customer(node, "ada");
                    return new Request("PUT", "/v1/customers/by-external-id/ada",
                            "{\"name\":\"Ada Okafor\",\"tags\":[\"vip\"]}");
                }),
                request("merge two customers", node -> post(customerWithConversation(node) + "/merge",
                        "{\"into\":\"" + id(customer(node, "b")) + "\"}")),
                request("erase a customer", node -> new Request("DELETE", customerWithConversation(node), "")),
                request("delete an organization", node -> new Request("DELETE",
                        made(node, "/v1/organizations", "{\"name\":\"Globex\"}"), "")),
                request("make an API key", node -> post("/v1/api-keys", "{\"name\":\"K\",\"scopes\":[\"admin\"]}")),
                timer("a resolved conversation closes", node -> act(node, conversation(node), "resolve", "{}"),
                        Duration.ofDays(8))));
    }

    private static CrashScenario request(String name, Function<RestingNode, Request> preparation) {
        return new CrashScenario(name, preparation, Duration.ZERO);
    }

    private static CrashScenario timer(String name, Consumer<RestingNode> preparation, Duration pause) {
        return new CrashScenario(name, node -> {
            preparation.accept(node);
            return null;
        }, pause);
    }

    private static Request post(String path, String body) {
        return new Request("POST", path, body);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String message(RestingNode node) {
        return made(node, conversation(node) + "/messages", "{\"body\":\"4111 1111\"}");
    }

    /** The path of what was made. */
    private static String made(RestingNode node, String list, String body) {
        return node.send("POST", list, body, null).headers().get("Location");
    }

    private static String conversation(RestingNode node) {
        return made(node, CONVERSATIONS,
                "{\"customer\":{\"name\":\"Ada\",\"external_id\":\"ada\"},\"message\":{\"body\":\"Hello\"}}");
    }

    private static String act(RestingNode node, String conversation, String action, String body) {
        node.send("POST", conversation + "/" + action, body, null);
        return conversation;
    }

    private static String closed(RestingNode node) {
        String conversation = conversation(node);
        act(node, conversation, "resolve", "{}");
        return act(node, conversation, "close", "{}");
    }

    private static String customer(RestingNode node, String externalId) {
        return made(node, "/v1/customers", "{\"external_id\":\"" + externalId + "\",\"name\":\"" + externalId + "\"}");
    }

    private static String customerWithConversation(RestingNode node) {
        String customer = customer(node, "ada");
        conversation(node);
        return customer;
    }
}
