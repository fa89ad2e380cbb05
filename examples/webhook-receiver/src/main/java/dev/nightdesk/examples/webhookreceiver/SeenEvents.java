package dev.nightdesk.examples.webhookreceiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids of events that were handled, in a file, one a line. Delivery is at least once: an id that is here already
 * needs no second handling. In a product this is a unique key in your own database, written with the effect.
 */
final class SeenEvents {

    private final Path file;
    private final Set<String> ids;

    SeenEvents(Path file) {
        this.file = file;
        try {
            ids = new HashSet<>(Files.exists(file) ? Files.readAllLines(file) : Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Handles an event that was not seen before, and remembers it once the handling has succeeded. */
    synchronized boolean once(String eventId, Runnable handling) {
        if (ids.contains(eventId)) {
            return false;
        }
        handling.run();
        try {
            Files.writeString(file, eventId + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids.add(eventId);
    }
}
