package dev.nightdesk.api.attachment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps contents chunk by chunk. The first chunk carries a mark from the beginning of an upload until an attachment
 * owns the content, so that what an interrupted upload leaves behind is found.
 */
interface ContentStore {
    /** Adds a chunk; the first is number 0 and is marked with the instant. */
    void add(String workspaceId, String contentId, int number, byte[] bytes, Instant now);

    /** A chunk; empty past the last one, or when the content is gone. */
    Optional<byte[]> chunk(String workspaceId, String contentId, int number);

    /** Marks the content as perhaps nobody's from the instant on. */
    void mark(String workspaceId, String contentId, Instant now);

    /** Takes the mark away. */
    void unmark(String workspaceId, String contentId);

    /** Removes all chunks, the marked one last, so that a removal which is interrupted is found again. */
    void remove(String workspaceId, String contentId);

    /** Contents marked before the instant, oldest first, at most this many. */
    List<Marked> marked(Instant before, int most);

    /**
     * A content that perhaps nobody owns.
     *
     * @param workspaceId whose
     * @param contentId which
     */
    record Marked(String workspaceId, String contentId) {
    }
}
