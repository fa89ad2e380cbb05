package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.io.File;
import java.nio.file.Path;

/** Refuses writes while there is still room to finish a checkpoint, so that a full disk never stops one half-way. */
final class FreeSpace {

    private final File folder;
    private final long reserve;

    FreeSpace(Path folder, long reserve) {
        this.folder = folder.toFile();
        this.reserve = reserve;
    }

    /** Throws if less than the reserve is left. */
    void require() {
        if (reserve > 0 && folder.getUsableSpace() < reserve) {
            throw new StorageException(StorageException.Reason.DISK_FULL,
                    "Less than " + (reserve >> 20) + " MiB are free where the data folder is; free some space.");
        }
    }
}
