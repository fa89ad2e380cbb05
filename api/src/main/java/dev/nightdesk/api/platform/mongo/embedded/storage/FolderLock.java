package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a data folder for one instance and vouches for its format. */
final class FolderLock implements AutoCloseable {

    /** Raised when a folder written by this version could be misread by the previous one. */
    static final int FORMAT = 1;

    private static final String FORMAT_FILE = "format";
    private static final String LOCK_FILE = "lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                requireLock(channel, folder);
                requireFormat(folder);
                return new FolderLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void requireLock(FileChannel channel, Path folder) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new StorageException(StorageException.Reason.LOCKED,
                    "The data folder " + folder + " is in use by another Nightdesk process; stop that one first, "
                            + "or let this one connect to it.");
        }
    }

    private static void requireFormat(Path folder) throws IOException {
        Path file = folder.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, FORMAT + "\n");
            return;
        }
        String text = Files.readString(file).strip();
        if (!text.matches("\\d{1,9}")) {
            throw new StorageException(StorageException.Reason.CORRUPT,
                    "The file " + file + " should hold a format number but holds \"" + text + "\".");
        }
        if (Integer.parseInt(text) > FORMAT) {
            throw new StorageException(StorageException.Reason.NEWER_FORMAT,
                    "The data folder " + folder + " has format " + text + ", written by a newer Nightdesk; this one "
                            + "reads up to format " + FORMAT + ".");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
