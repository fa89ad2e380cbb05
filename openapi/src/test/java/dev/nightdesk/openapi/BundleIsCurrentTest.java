package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BundleIsCurrentTest {

    @Test
    void theCommittedBundleIsTheSourceOfToday() throws IOException {
        Path committed = Path.of("bundle", "openapi.yaml");
        String today = DocumentFormat.yaml(Bundler.bundle(Path.of("")));
        assertTrue(Files.exists(committed) && Files.readString(committed).equals(today),
                "openapi/bundle/openapi.yaml is not current; run "
                        + "`mvn -pl openapi process-classes -Dbundle.refresh` to refresh it and commit the result");
    }

    @Test
    void bothFormsSayTheSame() {
        assertEquals(ContractDocument.root(), Bundler.bundle(Path.of("")));
    }
}
