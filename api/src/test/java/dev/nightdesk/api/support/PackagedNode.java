package dev.nightdesk.api.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product as it is shipped, in a process of its own: its jar, the libraries beside it, and nothing that only tests
 * have on their class path.
 */
public final class PackagedNode implements AutoCloseable {
    private static final Pattern GREETING = Pattern.compile("listens on http://localhost:(\\d+)");
    private static final String PLATFORM_KEY = "ndp_packaged_platform_key_0123456789";

    private final Process process;
    private final String url;

    private PackagedNode(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** A node on a database of its own, with further settings, named without {@code NIGHTDESK_}. */
    public static PackagedNode start(Map<String, String> settings) {
        try {
            Path folder = TestFolder.make("packaged");
            Path log = folder.resolve("node.log");
            ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m", "-jar", Path.of("target", "nightdesk-api.jar").toString())
                    .redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("NIGHTDESK_PORT", "0", "NIGHTDESK_HOST", "127.0.0.1",
                    "NIGHTDESK_PLATFORM_KEY", PLATFORM_KEY, "NIGHTDESK_DATA", folder.resolve("data").toString(),
                    "NIGHTDESK_DATABASE_TIMEOUT", "PT20S", "NIGHTDESK_DRAIN_PAUSE", "PT0S"));
            settings.forEach((name, value) -> builder.environment().put("NIGHTDESK_" + name, value));
            Process process = builder.start();
            Eventually.becomes(() -> !process.isAlive() || GREETING.matcher(read(log)).find());
            Matcher greeting = GREETING.matcher(read(log));
            if (!greeting.find()) {
                throw new IllegalStateException("The node did not start: " + read(log));
            }
            return new PackagedNode(process, "http://127.0.0.1:" + greeting.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address without a path. */
    public String url() {
        return url;
    }

    /** A client with this credential; null for none. */
    public TestClient as(String credential) {
        return new TestClient(url, credential);
    }

    /** The operator's client. */
    public TestClient platform() {
        return as(PLATFORM_KEY);
    }

    /** A client with the first key of a new workspace. */
    public TestClient workspace() {
        return as(platform().post("/v1/workspaces", "{\"name\":\"Test\"}").expect(201).text("api_key"));
    }

    /** Asks it to stop, as an operator would; answers its exit code. */
    public int stop() {
        process.destroy();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node stopped", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
