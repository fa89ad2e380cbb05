package dev.nightdesk.examples.slalab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.App;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.SlaMetric;
import dev.nightdesk.sdk.model.WorkspaceCreate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class SlaLabTest {

    private static final String PLATFORM_KEY = "ndp_lab_platform_key";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Comparison compare(String url, String apiKey, String... arguments) throws Exception {
        Nightdesk nightdesk = Nightdesk.builder().baseUrl(url).apiKey(apiKey).maxRetries(0).build();
        return new SlaLab(Options.parse(arguments), nightdesk, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .compare();
    }

    private Configuration configuration() {
        return Configuration.of(Map.of("NIGHTDESK_PORT", "0", "NIGHTDESK_HOST", "127.0.0.1", "NIGHTDESK_DATA",
                folder.resolve("data").toString(), "NIGHTDESK_PLATFORM_KEY", PLATFORM_KEY,
                "NIGHTDESK_RATE_KEY", "100000", "NIGHTDESK_RATE_WORKSPACE", "100000"));
    }

    @Test
    void theServiceItselfJudgesTheWeek() throws Exception {
        Path picture = folder.resolve("lab.html");
        Comparison comparison;
        try (App app = App.start(configuration(), InstantSource.system())) {
            String url = "http://127.0.0.1:" + app.port();
            String key = Nightdesk.builder().baseUrl(url).platformKey(PLATFORM_KEY).build().workspaces()
                    .create(WorkspaceCreate.builder().name("Lab").build()).apiKey().orElseThrow();
            comparison = compare(url, key, "--picture", picture.toString());
        }
        List<Account> accounts = List.copyOf(comparison.accounts().values());
        for (Account account : accounts) {
            assertEquals(60, account.line(SlaMetric.FIRST_RESPONSE).promised(), "one first answer each");
            assertEquals(60, account.line(SlaMetric.RESOLUTION).promised(), "one resolution each");
            assertTrue(account.line(SlaMetric.NEXT_RESPONSE).promised() > 60, "many cycles of the next answer");
        }
        int office = accounts.get(0).line(SlaMetric.FIRST_RESPONSE).breaches();
        int extended = accounts.get(1).line(SlaMetric.FIRST_RESPONSE).breaches();
        int always = accounts.get(2).line(SlaMetric.FIRST_RESPONSE).breaches();
        assertTrue(office <= extended && extended <= always && office < always,
                "the same promise in more hours is harder to keep: " + office + ", " + extended + ", " + always);
        assertPictured(picture, accounts);
    }

    private void assertPictured(Path picture, List<Account> accounts) throws Exception {
        String printed = bytes.toString(StandardCharsets.UTF_8);
        String drawn = Files.readString(picture);
        for (SlaMetric metric : Promise.METRICS) {
            assertTrue(printed.contains(Comparison.words(metric)), printed);
            accounts.forEach(account -> assertTrue(drawn.contains(account.line(metric).breaches() + " broken")));
        }
        String first = drawn.substring(drawn.indexOf("<svg"), drawn.indexOf("</svg>") + 6);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(first)));
    }

    @Test
    void aServiceThatIsNotThereIsOneError() {
        assertThrows(NightdeskException.class,
                () -> compare("http://127.0.0.1:1", "nd_x", "--picture", folder.resolve("x.html").toString()));
    }
}
