package dev.nightdesk.api.platform.aggregate;

/** A resource that is stored as one document and changes by whole, versioned writes. */
public interface Aggregate {
    /** Its id. */
    String id();

    /** Whose it is; {@code platform} for what belongs to the installation. */
    String workspaceId();

    /** 1 when made, one more with each accepted write. */
    long version();
}
