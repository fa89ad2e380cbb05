package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an application takes in with the SDK stays little. */
class DependenciesTest {

    private static final long MOST_BYTES = 10L << 20;

    private static List<Path> jars() throws IOException {
        String classpath = Files.readString(Path.of("target", "runtime-classpath.txt")).strip();
        return Stream.of(classpath.split(File.pathSeparator, -1)).map(Path::of).toList();
    }

    @Test
    void allDependenciesTogetherAreSmall() throws IOException {
        long bytes = 0;
        for (Path jar : jars()) {
            bytes += Files.size(jar);
        }

        assertTrue(bytes < MOST_BYTES, "Dependencies have " + bytes + " bytes");
    }

    @Test
    void jacksonIsTheOnlyLibrary() throws IOException {
        List<String> names = jars().stream().map(jar -> jar.getFileName().toString().replaceAll("-[0-9].*", ""))
                .sorted().toList();

        assertEquals(List.of("jackson-annotations", "jackson-core", "jackson-databind", "jackson-databind-nullable"),
                names);
    }
}
