package dev.nightdesk.api.platform.mongo.embedded.storage;

/**
 * How a data folder is kept.
 *
 * @param durable whether a write waits for the disk; false only for data nobody will miss
 * @param cacheMegabytes memory for pages read from the map file
 * @param checkpointBytes journal written, or memory of pages changed, between two checkpoints; bounds both replay time
 *     and memory
 * @param reserveBytes free space below which writes are refused, so that a checkpoint always has room
 * @param fileSystem prefix naming an H2 file system in front of the folder's path, empty for the plain disk
 */
public record StorageOptions(
        boolean durable, int cacheMegabytes, long checkpointBytes, long reserveBytes, String fileSystem) {

    private static final long MEBIBYTE = 1L << 20;

    /** Every acknowledged write is on disk. */
    public static StorageOptions durableOnDisk() {
        return new StorageOptions(true, 64, 32 * MEBIBYTE, 128 * MEBIBYTE, "");
    }

    /** Survives the end of the process but not of the machine. */
    public StorageOptions relaxed() {
        return new StorageOptions(false, cacheMegabytes, checkpointBytes, reserveBytes, fileSystem);
    }

    /** The same with another amount of journal between checkpoints. */
    public StorageOptions withCheckpointBytes(long bytes) {
        return new StorageOptions(durable, cacheMegabytes, bytes, reserveBytes, fileSystem);
    }

    /** The same behind another file system. */
    public StorageOptions withFileSystem(String prefix) {
        return new StorageOptions(durable, cacheMegabytes, checkpointBytes, reserveBytes, prefix);
    }

    /** The same with another reserve of free space. */
    public StorageOptions withReserveBytes(long bytes) {
        return new StorageOptions(durable, cacheMegabytes, checkpointBytes, bytes, fileSystem);
    }
}
