package dev.nightdesk.api.workspace;

import java.util.List;

/** Everything that belongs to workspaces, wherever it is kept. */
public interface WorkspaceContents {
    /** The places where something may be kept, each named by the plural of what it keeps. */
    List<String> places();

    /** Removes some of what the workspace has in a place; returns how many, 0 when nothing is left. */
    int remove(String workspaceId, String place);
}
