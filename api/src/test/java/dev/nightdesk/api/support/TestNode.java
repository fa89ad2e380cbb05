package dev.nightdesk.api.support;

import dev.nightdesk.api.App;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.api.platform.http.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole node in this process, on a port of its own, with real HTTP in front and a real store behind. */
public final class TestNode implements AutoCloseable {
    /** The operator's key of every test node. */
    public static final String PLATFORM_KEY = "ndp_test_platform_key";
    private static final String SECRET_KEY = "dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE";

    private final TestClock clock;
    private final App app;

    private TestNode(TestClock clock, App app) {
        this.clock = clock;
        this.app = app;
    }

    /** A node with its own database, or with that of {@code NIGHTDESK_TEST_MONGODB_URI} where it is set. */
    public static TestNode start() {
        return start(Map.of());
    }

    /** The same with further settings, named without {@code NIGHTDESK_}. */
    public static TestNode start(Map<String, String> settings) {
        return start(settings, new TestClock());
    }

    /** The same with a time of the test's own. */
    public static TestNode start(Map<String, String> settings, TestClock clock) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NIGHTDESK_PORT", "0");
        environment.put("NIGHTDESK_HOST", "127.0.0.1");
        environment.put("NIGHTDESK_PLATFORM_KEY", PLATFORM_KEY);
        environment.put("NIGHTDESK_SECRET_KEY", SECRET_KEY);
        environment.put("NIGHTDESK_RATE_KEY", "100000");
        environment.put("NIGHTDESK_RATE_WORKSPACE", "100000");
        // A machine that builds is busy; what happens when the database does not answer has tests of its own.
        environment.put("NIGHTDESK_DATABASE_TIMEOUT", "PT20S");
        environment.put("NIGHTDESK_DATA", TestFolder.make("test").toString());
        Optional.ofNullable(System.getenv("NIGHTDESK_TEST_MONGODB_URI"))
                .ifPresent(uri -> environment.put("NIGHTDESK_MONGODB_URI", uri));
        settings.forEach((name, value) -> environment.put("NIGHTDESK_" + name, value));
        return new TestNode(clock, App.startBy(clock, Configuration.of(environment)));
    }

    /** The node's time. */
    public TestClock clock() {
        return clock;
    }

    /** Its address without a path. */
    public String url() {
        return "http://127.0.0.1:" + app.port();
    }

    /** What it serves. */
    public Set<Operation> operations() {
        return app.operations();
    }

    /** A connection of its own, for requests that no client would send. */
    public RawConnection connect() {
        return RawConnection.open(app.port());
    }

    /** The same for an answer that is not read: it takes hardly anything before that. */
    public RawConnection connectNarrowly() {
        return RawConnection.open(app.port(), 4_096);
    }

    /** A client with this credential; null for none. */
    public TestClient as(String credential) {
        return new TestClient(url(), credential);
    }

    /** The operator's client. */
    public TestClient platform() {
        return as(PLATFORM_KEY);
    }

    /** A client with the first key of a new workspace. */
    public TestClient workspace() {
        return as(platform().post("/v1/workspaces", "{\"name\":\"Test\"}").expect(201).text("api_key"));
    }

    /** Asks it to stop as an operator does; it serves a little longer. Returns once it is closed. */
    public void drain() {
        try {
            app.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
