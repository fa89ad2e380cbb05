package dev.nightdesk.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutOptionsTheSampleIsReplayed() {
        assertEquals(new Options(null, 8, Integer.MAX_VALUE, true, false, "now"), Options.parse("now"));
    }

    @Test
    void everyOptionIsTaken() {
        assertEquals(new Options(Path.of("files"), 32, 100, false, true, "a"), Options.parse("now", "--data", "files",
                "--concurrency", "32", "--limit", "100", "--no-answer", "--verify", "--run", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "--data", "--concurrency 0", "--limit -1", "--limit x"})
    void whatCannotBeMeantIsRefused(String arguments) {
        assertThrows(IllegalArgumentException.class, () -> Options.parse("now", arguments.split(" ", -1)));
    }
}
