package dev.nightdesk.api.platform.mongo.embedded.storage;

/**
 * How a data folder is kept.
 *
 * @param durable whether a write waits for the disk; false only for data nobody will miss
 * @param cacheMegabytes memory for pages read from the map file
 * @param checkpointBytes journal written between two checkpoints; bounds the time that replay takes
 * @param reserveBytes free space below which writes are refused, so that a checkpoint always has room
 * @param fileSystem prefix naming an H2 file system in front of the folder's path, empty for the plain disk
 */
public record StorageOptions(
        boolean durable, int cacheMegabytes, long checkpointBytes, long reserveBytes, String fileSystem) {

    private static final long MEBIBYTE = 1L << 20;
    private static final int LEAST_CACHE = 16;
    private static final int MOST_CACHE = 384;

    /** Every acknowledged write is on disk; a quarter of the heap, within limits, keeps pages. */
    public static StorageOptions durableOnDisk() {
        long quarter = Runtime.getRuntime().maxMemory() / 4 / MEBIBYTE;
        int cache = Math.clamp(quarter, LEAST_CACHE, MOST_CACHE);
        return new StorageOptions(true, cache, 32 * MEBIBYTE, 128 * MEBIBYTE, "");
    }

    /** Memory that changed pages may take in one file before a checkpoint is due. */
    long changedPagesBytes() {
        return cacheMegabytes * MEBIBYTE * 2 / 3;
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
