package dev.nightdesk.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.support.CrashingDatabase;
import dev.nightdesk.api.support.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request and all that follows from it, by nodes of which each but the last dies after some of its writes. The
 * caller repeats the request under its key until a node that lives answers it.
 */
final class CrashRun {
    private static final Duration LEASES_RUN_OUT = Duration.ofMinutes(2);

    private final CrashingDatabase database;
    private final Mongo mongo;
    private final TestClock clock = new TestClock();
    private final CrashScenario scenario;
    private String workspaceId;
    private CrashScenario.Request request;
    private Answer answered;
    private boolean gone;
    private int lastWrites;

    CrashRun(CrashingDatabase database, Mongo mongo, CrashScenario scenario) {
        this.database = database;
        this.mongo = mongo;
        this.scenario = scenario;
    }

    /** Prepares a workspace and plays the scenario, the first node dying after so many writes, and so on. */
    WorkspaceSummary play(int... deaths) {
        database.live();
        database.empty();
        try (RestingNode operator = new RestingNode(mongo, clock, "platform")) {
            workspaceId = text(operator.send("POST", "/v1/workspaces", "{\"name\":\"Crash\"}", null), "id");
        }
        try (RestingNode node = new RestingNode(mongo, clock, workspaceId)) {
            request = scenario.preparation().apply(node);
            node.work();
        }
        for (int death : deaths) {
            database.live(death);
            life();
            clock.advance(LEASES_RUN_OUT);
        }
        database.live();
        life();
        lastWrites = database.writes();
        assertTrue(answered != null || gone || request == null, "never answered");
        return WorkspaceSummary.of(database, workspaceId);
    }

    /** How many writes the last node has done. */
    int lastWrites() {
        return lastWrites;
    }

    /** What one node does in its life: the request, if the caller sends it, then what is due in the background. */
    private void life() {
        try (RestingNode node = new RestingNode(mongo, clock, workspaceId)) {
            if (request != null && (request.keyed() || answered == null)) {
                send(node);
            }
            clock.advance(scenario.pause());
            node.work();
        } catch (Problem problem) {
            assertTrue(database.dead(), problem.toString());
        } catch (RuntimeException failure) {
            assertTrue(database.dead(), failure.toString());
        }
    }

    /** A deletion has no key; whoever repeats one that was done finds nothing more to delete. */
    private void send(RestingNode node) {
        try {
            checkSame(node.send(request.method(), request.path(), request.body(), request.keyed() ? "the-key" : null));
        } catch (Problem problem) {
            gone = request.method().equals("DELETE") && problem.code() == ProblemCode.NOT_FOUND;
            if (!gone) {
                throw problem;
            }
        }
    }

    /** Once somebody has been answered, everybody is answered so. */
    private void checkSame(Answer answer) {
        assertTrue(answer.status() < 300);
        if (answered != null) {
            assertEquals(answered.status(), answer.status());
            assertEquals(answered.headers().get("Location"), answer.headers().get("Location"));
            assertEquals(answered.headers().get("ETag"), answer.headers().get("ETag"));
            assertArrayEquals(answered.body(), answer.body());
        }
        answered = answer;
    }

    static String text(Answer answer, String field) {
        String json = new String(answer.body(), StandardCharsets.UTF_8);
        int at = json.indexOf("\"" + field + "\":\"");
        assertTrue(at >= 0, json);
        int start = at + field.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }
}
