package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadShedderTest {
    private static final int ROOM = 40;
    private final LoadShedder shedder = new LoadShedder(ROOM);
    private int workspaces;

    @Test
    void listsAreShedFirstThenReadsThenWrites() {
        fill(28);
        refused(Operation.LIST_ORGANIZATIONS);
        accepted(Operation.GET_ORGANIZATION);
        fill(5);
        refused(Operation.GET_ORGANIZATION);
        fill(6);
        refused(Operation.CREATE_ORGANIZATION);
        assertEquals(ROOM, shedder.inWork());
    }

    @Test
    void aWorkspaceHoldsAtMostAQuarterOfTheRoom() {
        for (int i = 0; i < ROOM / 4; i++) {
            shedder.enter(Operation.CREATE_ORGANIZATION, "wsp_loud");
        }
        Problem problem = assertThrows(Problem.class,
                () -> shedder.enter(Operation.CREATE_ORGANIZATION, "wsp_loud"));
        assertEquals(ProblemCode.OVERLOADED, problem.code());
        shedder.enter(Operation.CREATE_ORGANIZATION, "wsp_quiet");
        shedder.leave("wsp_loud");
        shedder.enter(Operation.CREATE_ORGANIZATION, "wsp_loud");
    }

    @Test
    void whoIsRefusedHoldsNothing() {
        fill(ROOM);
        for (int i = 0; i < 100; i++) {
            refused(Operation.CREATE_ORGANIZATION);
        }
        assertEquals(ROOM, shedder.inWork());
        shedder.leave("wsp_1");
        accepted(Operation.CREATE_ORGANIZATION);
    }

    @Test
    void aRefusalSaysWhenToComeBackAndNotAllAtOnce() {
        fill(ROOM);
        long distinct = IntStream.range(0, 100).mapToObj(i -> refused(Operation.LIST_ORGANIZATIONS))
                .map(problem -> problem.headers().get("Retry-After")).peek(text -> {
                    int seconds = Integer.parseInt(text);
                    assertTrue(seconds >= 1 && seconds <= 5);
                }).distinct().count();
        assertTrue(distinct > 1);
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            accepted(Operation.CREATE_ORGANIZATION);
        }
    }

    private void accepted(Operation operation) {
        workspaces++;
        shedder.enter(operation, "wsp_" + workspaces);
    }

    private Problem refused(Operation operation) {
        return assertThrows(Problem.class, () -> shedder.enter(operation, "wsp_other"));
    }
}
