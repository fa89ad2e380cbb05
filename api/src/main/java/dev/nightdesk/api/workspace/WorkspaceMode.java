package dev.nightdesk.api.workspace;

/** Whether a workspace serves people or tests. */
public enum WorkspaceMode {
    LIVE, TEST
}
