package dev.nightdesk.api.support;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A workspace whose time stands still until a test moves it. */
public final class TimedWorkspace {
    private final TestNode node;
    private final TestClient client;
    private final String clock;

    private TimedWorkspace(TestNode node, TestClient client, String clock) {
        this.node = node;
        this.client = client;
        this.clock = clock;
    }

    /** A new workspace in which it is now the given instant. */
    public static TimedWorkspace at(TestNode node, String now) {
        TestAnswer clock = node.platform().post("/v1/test-clocks", "{\"now\":\"" + now + "\"}").expect(201);
        String key = node.platform().post("/v1/workspaces", "{\"name\":\"Test\",\"mode\":\"test\",\"test_clock_id\":\""
                + clock.id() + "\"}").expect(201).text("api_key");
        return new TimedWorkspace(node, node.as(key), clock.header("Location"));
    }

    /** A client with its first key. */
    public TestClient client() {
        return client;
    }

    /** Moves its time on and waits until everything due in between has happened and can be seen. */
    public void advance(String to) {
        String operation = node.platform().post(clock + "/advance", "{\"to\":\"" + to + "\"}").expect(202)
                .header("Location");
        Eventually.becomes(() -> node.platform().get(operation).expect(200).json().get("done").asBoolean());
    }

    /** The same by so many seconds. */
    public void pass(long seconds) {
        String now = node.platform().get(clock).expect(200).text("now");
        advance(Instant.parse(now).plusSeconds(seconds).toString());
    }

    /** What is told of promises, in the order it is told, each as {@code type metric time}; a second later. */
    public List<String> levels(String conversationId) {
        pass(1);
        List<String> lines = new ArrayList<>();
        client.get("/v1/conversations/" + conversationId + "/events?limit=200").expect(200).json().get("data")
                .forEach(event -> {
                    var sla = event.at("/data/sla");
                    if (!sla.isMissingNode()) {
                        lines.add(event.get("type").asText().substring(4) + " " + sla.get("metric").asText() + " "
                                + sla.get("at").asText().substring(11, 19));
                    }
                });
        return lines;
    }
}
