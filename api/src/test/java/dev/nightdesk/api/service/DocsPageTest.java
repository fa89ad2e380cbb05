package dev.nightdesk.api.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightdesk.api.support.TestNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, headless; skipped where there is none. */
class DocsPageTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path folder;

    @Test
    void thePageShowsTheOperationsWithoutAComplaintOrAnotherHost() throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on the PATH");
        try (TestNode node = TestNode.start()) {
            Path log = folder.resolve("log");
            String page = open(browser.get(), node.url() + "/docs", log);
            List<String> lines = Files.readAllLines(log);
            assertTrue(page.contains("operations-Conversations-createConversation"), "the operations are not there");
            assertEquals(List.of(), lines.stream().filter(line -> line.contains(":CONSOLE")).toList());
            List<String> asked = requests(folder.resolve("net.json"));
            assertTrue(asked.contains(node.url() + "/openapi.json"), "the net log tells nothing");
            assertEquals(List.of(), asked.stream().filter(url -> !url.startsWith(node.url() + "/")).toList());
        }
    }

    /** The page as it stands once its scripts have run. */
    private String open(Path browser, String url, Path log) throws IOException, InterruptedException {
        Path page = folder.resolve("page");
        Process process = new ProcessBuilder(browser.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-component-update", "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"), "--enable-logging=stderr", "--v=0",
                "--log-net-log=" + folder.resolve("net.json"), "--virtual-time-budget=20000", "--dump-dom", url)
                .redirectOutput(page.toFile()).redirectError(log.toFile()).start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "the browser does not come to an end");
        return Files.readString(page);
    }

    /** The addresses that the page asked for; what the browser itself does has no page as its origin. */
    private static List<String> requests(Path netLog) throws IOException {
        String text = Files.readString(netLog, StandardCharsets.UTF_8);
        return Stream.of(text.split("\n")).filter(line -> line.contains("\"initiator\":\"http"))
                .map(line -> line.replaceAll(".*\"url\":\"([^\"]+)\".*", "$1")).distinct().toList();
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }
}
