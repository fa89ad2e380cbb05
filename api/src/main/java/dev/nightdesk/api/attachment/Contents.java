package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;

/** Moves the bytes of files between callers and the database, one chunk in memory at a time. */
public final class Contents {
    /** With the other fields of a chunk this stays below 256 KiB, a size that every database handles well. */
    static final int CHUNK = 255 * 1_024;

    private final ContentStore store;
    private final Ids ids;
    private final InstantSource clock;

    /** Contents in the store. */
    public Contents(ContentStore store, Ids ids, InstantSource clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Takes in all bytes of a stream. What was taken in before a failure is removed, or found later by its mark.
     *
     * @throws Problem 400 when there is no byte
     */
    Content receive(String workspaceId, InputStream stream) {
        Instant now = clock.instant();
        String contentId = ids.next(ResourceType.ATTACHMENT, now);
        MessageDigest digest = sha256();
        byte[] buffer = new byte[CHUNK];
        long size = 0;
        try {
            int number = 0;
            for (int read = fill(stream, buffer); read > 0; read = fill(stream, buffer)) {
                digest.update(buffer, 0, read);
                store.add(workspaceId, contentId, number, Arrays.copyOf(buffer, read), now);
                number++;
                size += read;
            }
        } catch (Problem refused) {
            store.remove(workspaceId, contentId);
            throw refused;
        }
        if (size == 0) {
            throw Problem.ofField(ProblemCode.INVALID_BODY, "#", "too_short", "The file has no bytes.");
        }
        return new Content(contentId, size, HexFormat.of().formatHex(digest.digest()));
    }

    /** The bytes, read from the database as they are asked for. */
    InputStream open(String workspaceId, Content content) {
        return new ContentStream(number -> store.chunk(workspaceId, content.id(), number), content.size());
    }

    /** The content belongs to an attachment now. */
    void keep(String workspaceId, String contentId) {
        store.unmark(workspaceId, contentId);
    }

    /** The content will soon belong to nobody; from here on its removal cannot be forgotten. */
    void condemn(String workspaceId, String contentId) {
        store.mark(workspaceId, contentId, clock.instant());
    }

    /** Removes the bytes. */
    void remove(String workspaceId, String contentId) {
        store.remove(workspaceId, contentId);
    }

    private static int fill(InputStream stream, byte[] buffer) {
        try {
            return stream.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
