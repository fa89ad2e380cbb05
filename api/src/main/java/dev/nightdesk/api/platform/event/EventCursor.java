package dev.nightdesk.api.platform.event;

/**
 * How far one reader has come in the log of a workspace, held by a node for a while.
 *
 * @param reader who reads, such as {@code webhooks}
 * @param workspaceId whose log
 * @param sequence the number of the last event that was dealt with
 * @param fence grows with each claim; who holds an older one can write no more
 */
public record EventCursor(String reader, String workspaceId, long sequence, long fence) {
    /** The same cursor further on. */
    public EventCursor at(long place) {
        return new EventCursor(reader, workspaceId, place, fence);
    }
}
