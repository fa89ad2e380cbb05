package dev.nightdesk.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers how far a reader of the event log has come. Keep the cursor where the effects of events go, in the same
 * transaction if you can: then each event has its effect exactly once.
 */
public interface CursorStore {

    /** The id of the last event that was dealt with; empty before the first. */
    Optional<String> load();

    /** Remembers the id of an event that was dealt with. */
    void save(String eventId);

    /** Forgets everything at the end of the process. */
    static CursorStore inMemory() {
        AtomicReference<String> cursor = new AtomicReference<>();
        return new CursorStore() {
            @Override
            public Optional<String> load() {
                return Optional.ofNullable(cursor.get());
            }

            @Override
            public void save(String eventId) {
                cursor.set(eventId);
            }
        };
    }

    /**
     * Keeps the cursor in a file, which is replaced as a whole, so that a crash leaves the old one or the new one. Its
     * methods throw an {@link UncheckedIOException} when the file cannot be read or written.
     */
    static CursorStore inFile(Path file) {
        return new CursorStore() {
            @Override
            public Optional<String> load() {
                try {
                    return Files.exists(file)
                            ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
                            : Optional.empty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void save(String eventId) {
                try {
                    Path next = file.resolveSibling(file.getFileName() + ".next");
                    Files.writeString(next, eventId);
                    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
