package dev.nightdesk.api.operation;

/** What long work is about. */
public enum OperationKind {
    CUSTOMER_ERASE, CUSTOMER_MERGE, CUSTOMER_UNMERGE, WORKSPACE_DELETE, TEST_CLOCK_ADVANCE, WEBHOOK_REPLAY,
    SLA_REPROJECTION
}
