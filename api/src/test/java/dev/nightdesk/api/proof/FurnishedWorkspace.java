package dev.nightdesk.api.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.access.TestToken;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A workspace with one of everything that the contract knows, each made from the contract's own example when somebody
 * asks for it. A new resource needs no word here unless it is made in another way than by a POST to its list.
 */
final class FurnishedWorkspace {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");
    private static final Set<String> SERVING_ONCE = Set.of("attachment_id");
    private static final int MOST_REPAIRS = 5;

    private final AccessNode node;
    private final AccessNode.Tenant tenant;
    private final Marking marking;
    private final AccessNode.IssuedSecret secret;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Set<String> inTheMaking = new HashSet<>();
    private int customers;

    /** A new workspace on the node, its free texts marked with the word. */
    FurnishedWorkspace(AccessNode node, String mark) {
        this.node = node;
        this.tenant = node.workspace("{\"name\":\"" + mark + " workspace\"}");
        this.marking = new Marking(mark);
        this.secret = tenant.secret();
    }

    String workspaceId() {
        return tenant.id();
    }

    /** The first key, which may do everything. */
    TestClient key() {
        return tenant.client();
    }

    /** A key with these scopes. */
    TestClient key(List<String> scopes) {
        String list = String.join("\",\"", scopes);
        return node.as(key().post("/v1/api-keys", "{\"name\":\"Some\",\"scopes\":[\"" + list + "\"]}").expect(201)
                .text("secret"));
    }

    /** A new agent of the role. */
    TestClient agent(String role) {
        String id = tenant.agent(role + ids.size() + "-" + customers++, role);
        return node.as(tenant.agentToken(id));
    }

    /** The customer that {@code customer_id} names. */
    TestClient customer() {
        return customer(key().get("/v1/customers/" + id("customer_id")).expect(200).text("external_id"));
    }

    /** A customer that nothing here belongs to. */
    TestClient anotherCustomer() {
        return customer("stranger-" + customers++);
    }

    private TestClient customer(String externalId) {
        return node.as(TestToken.customer(tenant.id(), secret.id(), node.clock().instant()).claim("sub", externalId)
                .signed(secret));
    }

    /** The id that stands for a parameter of a path; made when first asked for. */
    String id(String parameter) {
        if (!ids.containsKey(parameter)) {
            ids.put(parameter, make(parameter));
        }
        return ids.get(parameter);
    }

    /** Another one of the same kind, where the example fits it as well. */
    String another(String parameter) {
        return ids.containsKey("another " + parameter) ? ids.get("another " + parameter) : remember(parameter);
    }

    private String remember(String parameter) {
        String id = make(parameter);
        ids.put("another " + parameter, id);
        return id;
    }

    /** All ids made so far. */
    List<String> ids() {
        return List.copyOf(ids.values());
    }

    /** Forgets what a request may have used up, so that the next one finds it afresh. */
    void forget() {
        ids.clear();
    }

    /** The operation's path with ids of this workspace. */
    String path(Operation operation) {
        return fill(operation.path());
    }

    /** The names of the parameters in an operation's path. */
    static List<String> parameters(Operation operation) {
        return PARAMETER.matcher(operation.path()).results().map(result -> result.group(1)).toList();
    }

    /** The contract's first example of the operation's body with ids of this workspace; null where there is none. */
    ObjectNode body(Operation operation) {
        return RequestShape.of(operation).examples().isEmpty() ? null : body(operation, 0);
    }

    /** The example in that place among all of the operation's bodies, with ids of this workspace. */
    ObjectNode body(Operation operation, int example) {
        return ExampleBody.fill(RequestShape.of(operation).examples().get(example),
                prefix -> reference(operation, prefix));
    }

    /** Sends the operation with a valid body, taking back marks in fields that have a form of their own. */
    TestAnswer perform(TestClient client, Operation operation) {
        ObjectNode body = body(operation);
        if (body != null && operation.method() == Method.POST) {
            marking.mark(body, RequestShape.of(operation).schema());
        }
        TestAnswer answer = send(client, operation, path(operation), body);
        for (int repair = 0; repair < MOST_REPAIRS && body != null && hasFaults(answer); repair++) {
            marking.unmark(body, answer.json().path("errors"));
            answer = send(client, operation, path(operation), body);
        }
        return answer;
    }

    private static boolean hasFaults(TestAnswer answer) {
        return (answer.status() == 400 || answer.status() == 422) && answer.json().has("errors");
    }

    /** Sends the operation to a path; a null body sends none. */
    static TestAnswer send(TestClient client, Operation operation, String path, JsonNode body) {
        if (operation == Operation.UPLOAD_ATTACHMENT) {
            return client.upload("file.txt", "text/plain", "text".getBytes(StandardCharsets.UTF_8));
        }
        boolean conditional = operation.method() == Method.PATCH || operation.method() == Method.DELETE;
        TestClient sender = conditional ? client.with("If-Match", "*") : client;
        String target = path + (path.contains("?") ? "" : RequestShape.of(operation).requiredQuery());
        var text = RequestShape.of(operation).textExample();
        if (body == null && text.isPresent()) {
            return sender.with("Content-Type", text.get().getKey()).send(operation.method().name(), target,
                    text.get().getValue());
        }
        return sender.send(operation.method().name(), target, body == null ? null : body.toString());
    }

    private String reference(Operation operation, String prefix) {
        String parameter = Stream.of(ResourceType.values()).filter(type -> type.prefix().equals(prefix)).findFirst()
                .orElseThrow(() -> new AssertionError("no resource has ids with " + prefix)).objectName() + "_id";
        if (inTheMaking.contains(parameter)) {
            return null;
        }
        if (SERVING_ONCE.contains(parameter)) {
            return make(parameter);
        }
        return parameters(operation).contains(parameter) ? another(parameter) : id(parameter);
    }

    private String make(String parameter) {
        inTheMaking.add(parameter);
        try {
            return made(parameter);
        } finally {
            inTheMaking.remove(parameter);
        }
    }

    private String made(String parameter) {
        return switch (parameter) {
            case "workspace_id" -> workspaceId();
            case "external_id" -> key().get("/v1/customers/" + id("customer_id")).expect(200).text("external_id");
            case "operation_id" -> finished(key().with("If-Match", "*").delete("/v1/customers/" + made("customer_id"))
                    .expect(202).id());
            case "webhook_delivery_id" -> key().post("/v1/webhook-endpoints/" + id("webhook_endpoint_id") + "/test",
                    null).expect(201).id();
            default -> Stream.of(Operation.values()).filter(operation -> operation.path().endsWith("{" + parameter
                    + "}")).map(this::maker).flatMap(List::stream).findFirst()
                    .map(maker -> perform(caller(maker), maker).expect(201).id())
                    .orElseGet(() -> found(parameter));
        };
    }

    private String finished(String operation) {
        Eventually.becomes(() -> key().get("/v1/operations/" + operation).json().path("done").asBoolean());
        return operation;
    }

    /** The POST to the list in which an operation's resource lives. */
    private List<Operation> maker(Operation operation) {
        String list = operation.path().substring(0, operation.path().lastIndexOf('/'));
        return Stream.of(Operation.values()).filter(one -> one.method() == Method.POST && one.path().equals(list))
                .toList();
    }

    private TestClient caller(Operation operation) {
        return operation.callers().contains(CallerKind.API_KEY) ? key() : node.platform();
    }

    /** What comes into being by itself is looked for in the lists. */
    private String found(String parameter) {
        List<String> place = new ArrayList<>();
        Eventually.becomes(() -> {
            Stream.of(Operation.values()).filter(operation -> operation.callers().contains(CallerKind.API_KEY)
                            && RequestShape.of(operation).isList() && !operation.path().contains("{" + parameter))
                    .map(operation -> send(key(), operation, path(operation), null))
                    .filter(answer -> answer.status() == 200)
                    .flatMap(answer -> answer.json().path("data").valueStream())
                    .filter(item -> (item.path("object").asText() + "_id").equals(parameter))
                    .forEach(item -> place.add(item.path("id").asText()));
            return !place.isEmpty();
        });
        return place.getFirst();
    }

    private String fill(String template) {
        Matcher matcher = PARAMETER.matcher(template);
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(path, Matcher.quoteReplacement(id(matcher.group(1))));
        }
        return matcher.appendTail(path).toString();
    }
}
