package dev.nightdesk.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.support.CrashingDatabase;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The node dies after each of its writes, one after the other, and then after each pair: in the request, in the relay,
 * in the timers, in long work. Whatever node takes over, the end is the one that a run without a crash has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeDeathTest {
    /** Pairs are many: the build takes those of one scenario. */
    private static final boolean ALL_PAIRS = Boolean.getBoolean("nightdesk.proof.pairs");
    private CrashingDatabase database;
    private Mongo mongo;

    @BeforeAll
    void open() {
        database = new CrashingDatabase();
        mongo = Mongo.connect(database.connectionString(), Duration.ofSeconds(10));
    }

    @AfterAll
    void close() {
        mongo.close();
        database.close();
    }

    static Stream<CrashScenario> scenarios() {
        return CrashScenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noSingleDeathChangesTheEnd(CrashScenario scenario) {
        CrashRun undisturbed = new CrashRun(database, mongo, scenario);
        WorkspaceSummary end = undisturbed.play();
        int writes = undisturbed.lastWrites();
        assertTrue(writes >= 2, () -> "only " + writes + " writes");
        for (int death = 0; death <= writes; death++) {
            assertEquals("", end.difference(new CrashRun(database, mongo, scenario).play(death)),
                    "dead after " + death);
        }
    }

    static Stream<CrashScenario> scenariosOfPairs() {
        return ALL_PAIRS ? CrashScenarios.all() : CrashScenarios.writePath().limit(1);
    }

    @ParameterizedTest
    @MethodSource("scenariosOfPairs")
    void noPairOfDeathsChangesTheEnd(CrashScenario scenario) {
        CrashRun undisturbed = new CrashRun(database, mongo, scenario);
        WorkspaceSummary end = undisturbed.play();
        for (int first = 0; first < undisturbed.lastWrites(); first++) {
            CrashRun single = new CrashRun(database, mongo, scenario);
            single.play(first);
            for (int second = 0; second < single.lastWrites(); second++) {
                assertEquals("", end.difference(new CrashRun(database, mongo, scenario).play(first, second)),
                        "dead after " + first + " and after " + second);
            }
        }
    }
}
