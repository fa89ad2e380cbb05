package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a body need not have may lack or be null, alone, with any other such field, and with all that may lack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionalFieldsTest {
    private AccessNode node;

    /** A field that is not there, or is null. */
    private record Gap(JsonPointer pointer, boolean asNull) {
        private void tear(ObjectNode body) {
            if (body.at(pointer.head()) instanceof ObjectNode parent) {
                String name = pointer.last().getMatchingProperty();
                parent.remove(name);
                if (asNull) {
                    parent.putNull(name);
                }
            }
        }
    }

    @BeforeAll
    void start() {
        node = AccessNode.start();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Operation> bodies() {
        return RequestShape.withBody().stream().map(RequestShape::operation);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void nothingBreaksWhereSomethingLacks(Operation operation) {
        FurnishedWorkspace workspace = new FurnishedWorkspace(node, "sparse");
        TestClient client = operation.callers().contains(CallerKind.API_KEY) ? workspace.key() : node.platform();
        List<String> broken = new ArrayList<>();
        int tried = 0;
        int taken = 0;
        for (int example = 0; example < RequestShape.of(operation).examples().size(); example++) {
            for (List<Gap> lacking : lacking(operation, workspace, example)) {
                workspace.forget();
                ObjectNode body = workspace.body(operation, example);
                lacking.forEach(gap -> gap.tear(body));
                TestAnswer answer = FurnishedWorkspace.send(client, operation, workspace.path(operation), body);
                tried++;
                taken += answer.status() < 300 ? 1 : 0;
                if (answer.status() >= 300 && !saysWhy(answer)) {
                    broken.add("without " + lacking + ": " + answer.status() + " " + answer.bodyText());
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(taken > 0 || tried == 0, "none was taken");
    }

    /** One of several fields may be needed, or one that is there may need another; then the answer points at it. */
    private static boolean saysWhy(TestAnswer answer) {
        return answer.status() < 500 && !answer.json().path("errors").isEmpty();
    }

    private static List<List<Gap>> lacking(Operation operation, FurnishedWorkspace workspace, int example) {
        List<Gap> optional = new ArrayList<>();
        collect(JsonPointer.empty(), workspace.body(operation, example), RequestShape.of(operation).schema(), optional);
        List<List<Gap>> lacking = new ArrayList<>();
        if (!optional.isEmpty()) {
            lacking.add(optional.stream().filter(gap -> !gap.asNull).toList());
        }
        for (int one = 0; one < optional.size(); one++) {
            lacking.add(List.of(optional.get(one)));
            for (int other = one + 1; other < optional.size(); other++) {
                lacking.add(List.of(optional.get(one), optional.get(other)));
            }
        }
        return lacking;
    }

    private static void collect(JsonPointer at, JsonNode value, JsonNode schema, List<Gap> optional) {
        JsonNode kind = RequestShape.resolve(schema);
        for (int item = 0; item < value.size() && value.isArray(); item++) {
            collect(at.appendIndex(item), value.get(item), kind.path("items"), optional);
        }
        value.properties().forEach(field -> {
            JsonPointer pointer = at.appendProperty(field.getKey());
            if (kind.path("required").valueStream().noneMatch(name -> name.asText().equals(field.getKey()))) {
                optional.add(new Gap(pointer, false));
            }
            if (RequestShape.takes(RequestShape.resolve(kind.path("properties").path(field.getKey())), "null")) {
                optional.add(new Gap(pointer, true));
            }
            collect(pointer, field.getValue(), kind.path("properties").path(field.getKey()), optional);
        });
    }
}
