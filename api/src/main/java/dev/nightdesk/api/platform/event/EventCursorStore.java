package dev.nightdesk.api.platform.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps how far readers of logs have come. Of many nodes one at a time reads for a reader in a log. */
public interface EventCursorStore {
    /** Begins to read after the number; nothing changes for a reader that has begun before. */
    void begin(String reader, String workspaceId, long sequence);

    /** How far the reader has come; empty when it never began. */
    Optional<EventCursor> find(String reader, String workspaceId);

    /** Takes the cursor until the instant; empty when another node holds it, or the reader never began. */
    Optional<EventCursor> claim(String reader, String workspaceId, Instant now, Instant until);

    /** Writes down how far it came and keeps it until the instant; false when the claim was lost, nothing written. */
    boolean advance(EventCursor cursor, Instant until);

    /** Writes down how far it came and gives it back; false when the claim was lost, nothing written. */
    boolean release(EventCursor cursor, Instant now);

    /** Workspaces whose cursors nobody has held since before the instant, those that waited longest first. */
    List<String> untouched(String reader, Instant before, int most);
}
