package dev.nightdesk.api.platform.mongo.embedded.storage;

/** The data folder cannot do what was asked; {@link #reason()} says whether waiting, space or a person helps. */
public final class StorageException extends RuntimeException {

    /** Why storage refused. */
    public enum Reason {
        /** Too little space is left; writes are refused until there is more, reads go on. */
        DISK_FULL,
        /** A checksum does not fit its data. */
        CORRUPT,
        /** Another process, or another instance in this one, has the folder open. */
        LOCKED,
        /** A newer Nightdesk wrote the folder. */
        NEWER_FORMAT,
        /** The disk failed, or storage is closed; it must be opened again before it accepts a write. */
        UNAVAILABLE
    }

    private final Reason reason;

    /** Refuses for {@code reason}, in words for the person who runs the server. */
    public StorageException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Refuses for {@code reason}, keeping what the disk or the map file said. */
    public StorageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why storage refused. */
    public Reason reason() {
        return reason;
    }
}
