package dev.nightdesk.api.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Folders for what several tests share; they are removed when the process that runs the tests ends. */
public final class TestFolder {
    private static final Queue<Path> MADE = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> MADE.forEach(TestFolder::remove)));
    }

    private TestFolder() {
    }

    /** A new and empty one, whose name begins with {@code nightdesk-} and the purpose. */
    public static Path make(String purpose) {
        try {
            Path folder = Files.createTempDirectory("nightdesk-" + purpose);
            MADE.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What cannot be removed stays: somebody may still be writing there, and no test depends on it. */
    private static void remove(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            content.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println(folder + " is left: " + e.getMessage());
        }
    }
}
