package dev.nightdesk.api.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Keys that the first start makes when configuration names none: kept in the data folder, readable by its owner. */
public final class LocalKeys {
    private LocalKeys() {
    }

    /** The key in the file, made at the first call; of two processes that make it at once, one wins. */
    public static String read(Path file, String prefix) {
        try {
            if (!Files.exists(file)) {
                make(file, prefix);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a key in " + file, e);
        }
    }

    private static void make(Path file, String prefix) throws IOException {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String key = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Path draft = posix ? Files.createTempFile(folder, "key", ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "key", ".new");
        Files.writeString(draft, key + "\n");
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            System.getLogger(LocalKeys.class.getName()).log(System.Logger.Level.DEBUG, "made by another process");
        } finally {
            Files.delete(draft);
        }
    }
}
