package dev.nightdesk.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutWordsEverythingIsMeasured() {
        Options options = Options.read(new String[0]);
        assertEquals(EnumSet.allOf(Exercise.class), options.only());
        assertEquals(3, options.rounds());
    }

    @Test
    void namedExercisesAreMeasuredAlone() {
        Options options = Options.read(new String[] {"--only", "append", "--only", "get", "--profile"});
        assertEquals(EnumSet.of(Exercise.APPEND, Exercise.GET), options.only());
        assertTrue(options.profile());
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Options.read(new String[] {"--rounds"}));
        assertThrows(IllegalArgumentException.class, () -> Options.read(new String[] {"--rounds", "0"}));
        assertThrows(IllegalArgumentException.class, () -> Options.read(new String[] {"--fast"}));
    }
}
