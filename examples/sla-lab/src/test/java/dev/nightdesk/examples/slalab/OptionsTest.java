package dev.nightdesk.examples.slalab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutOptionsTheSampleIsCompared() {
        assertEquals(new Options(null, 1_000, Path.of("sla-lab.html"), 1), Options.parse());
    }

    @Test
    void everyOptionIsTaken() {
        assertEquals(new Options(Path.of("files"), 50, Path.of("a.html"), 7),
                Options.parse("--data", "files", "--limit", "50", "--picture", "a.html", "--seed", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "--data", "--limit 0", "--seed -1", "--seed x"})
    void whatCannotBeMeantIsRefused(String arguments) {
        assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments.split(" ", -1)));
    }
}
