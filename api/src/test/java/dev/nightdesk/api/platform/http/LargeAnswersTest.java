package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LargeAnswersTest {
    private static final int MEBIBYTE = 1_048_576;
    private static final long HEAP = 64L * MEBIBYTE;

    private final LargeAnswers answers = new LargeAnswers(HEAP);

    @Test
    void aWorkspaceHasAQuarterOfAQuarterAndItsRoomComesBack() {
        for (int i = 0; i < 4; i++) {
            assertTrue(answers.enter("a", MEBIBYTE));
        }
        assertFalse(answers.enter("a", MEBIBYTE));
        assertTrue(answers.enter("b", MEBIBYTE));
        answers.leave("a", MEBIBYTE);
        assertTrue(answers.enter("a", MEBIBYTE));
    }

    @Test
    void oneAnswerAlwaysHasRoomAndSmallOnesNeedNone() {
        assertTrue(answers.enter("a", 100 * MEBIBYTE));
        assertFalse(answers.enter("a", MEBIBYTE));
        assertTrue(answers.enter("a", 65_536));
        assertTrue(answers.enter("b", 100 * MEBIBYTE));
        assertFalse(answers.enter("b", MEBIBYTE));
    }

    /** Entered and left at random, no workspace holds more than its share, and in the end nothing is held. */
    @Property
    void noMoreIsHeldThanThereIs(
            @ForAll @Size(max = 200) List<@IntRange(max = 3_145_728) Integer> sizes) {
        LargeAnswers room = new LargeAnswers(HEAP);
        Map<String, Deque<Integer>> held = new HashMap<>();
        for (int size : sizes) {
            String workspace = "w" + size % 7;
            Deque<Integer> mine = held.computeIfAbsent(workspace, name -> new ArrayDeque<>());
            if (size % 3 == 0 && !mine.isEmpty()) {
                room.leave(workspace, mine.remove());
            } else if (room.enter(workspace, size) && size > 65_536) {
                mine.add(size);
            }
            long sum = mine.stream().mapToLong(Integer::longValue).sum();
            assertTrue(mine.size() <= 1 || sum <= HEAP / 16, () -> workspace + " holds " + mine);
        }
        held.forEach((workspace, mine) -> mine.forEach(size -> room.leave(workspace, size)));
        assertEquals(List.of(true, true), List.of(room.enter("x", 3 * MEBIBYTE), room.enter("x", MEBIBYTE)));
    }
}
