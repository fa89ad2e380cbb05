package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.BackwardIncompatibleProp;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

class CompatibilityTest {

    private static final Path RELEASED = Path.of("released", "v1.yaml");
    private static final String CONVERSATION = "/components/schemas/Conversation";
    private static final String STATUS = "/components/schemas/ConversationStatus";

    @Test
    void nothingReleasedIsBroken() throws IOException {
        assumeTrue(Files.exists(RELEASED), "nothing has been released: there is no openapi/" + RELEASED);
        ChangedOpenApi change = compare(Files.readString(RELEASED), ContractDocument.json());
        assertTrue(change.isCompatible(), () -> render(change));
    }

    @Test
    void aRemovedOperationBreaks() {
        assertTrue(changed(root -> root.withObject("/paths").remove("/v1/events")).isIncompatible());
    }

    @Test
    void aRemovedFieldOfAnAnswerBreaks() {
        assertTrue(changed(root -> {
            root.withObject(CONVERSATION + "/properties").remove("subject");
            ((ArrayNode) root.at(CONVERSATION + "/required")).removeIf(name -> name.asText().equals("subject"));
        }).isIncompatible());
    }

    @Test
    void anotherOperationIdBreaks() {
        assertTrue(changed(root -> root.withObject("/paths").withObject("/~1v1~1events").withObject("/get")
                .put("operationId", "readEvents")).isIncompatible());
    }

    @Test
    void aNewFieldAndANewValueDoNotBreak() {
        ChangedOpenApi change = changed(root -> {
            root.withObject(CONVERSATION + "/properties").putObject("mood").put("type", "string");
            ((ArrayNode) root.at(STATUS + "/enum")).add("archived");
        });
        assertFalse(change.isUnchanged());
        assertTrue(change.isCompatible(), () -> render(change));
    }

    private static ChangedOpenApi changed(Consumer<ObjectNode> edit) {
        ObjectNode after = ContractDocument.root().deepCopy();
        edit.accept(after);
        return compare(ContractDocument.json(), after.toString());
    }

    private static ChangedOpenApi compare(String before, String after) {
        // Clients must tolerate new values; another operationId renames a method under the SDK's callers.
        OpenApiDiffOptions options = OpenApiDiffOptions.builder()
                .configProperty(BackwardIncompatibleProp.RESPONSE_ENUM_INCREASED.getPropertyName(), "false")
                .configProperty(BackwardIncompatibleProp.OPERATION_ID_CHANGED.getPropertyName(), "true")
                .build();
        return OpenApiCompare.fromContents(before, after, List.of(), options);
    }

    private static String render(ChangedOpenApi change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new MarkdownRender().render(change, new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
