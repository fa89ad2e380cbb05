package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentParsesTest {

    @Test
    void aParserOfOthersReadsTheDocumentWithoutAMessage() throws IOException {
        String yaml = Files.readString(Path.of("bundle", "openapi.yaml"));
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(yaml, null, new ParseOptions());
        assertEquals(List.of(), result.getMessages());
        assertNotNull(result.getOpenAPI());
        assertEquals(SpecVersion.V31, result.getOpenAPI().getSpecVersion());
        assertEquals(ContractDocument.operations().size(), result.getOpenAPI().getPaths().values().stream()
                .mapToInt(path -> path.readOperations().size()).sum());
    }
}
