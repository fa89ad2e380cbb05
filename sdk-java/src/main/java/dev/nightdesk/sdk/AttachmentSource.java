package dev.nightdesk.sdk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A file to upload. It is read anew for each attempt, and never held in memory whole unless it came as bytes. */
public final class AttachmentSource {

    private static final String ANY_BYTES = "application/octet-stream";

    private final String filename;
    private final String contentType;
    private final BodyPublisher publisher;

    private AttachmentSource(String filename, String contentType, BodyPublisher publisher) {
        this.filename = Objects.requireNonNull(filename, "filename");
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.publisher = publisher;
    }

    /**
     * A file on disk, with its own name and the media type that its name suggests.
     *
     * @throws UncheckedIOException when it cannot be opened
     */
    public static AttachmentSource ofFile(Path file) {
        try {
            String type = Optional.ofNullable(Files.probeContentType(file)).orElse(ANY_BYTES);
            return new AttachmentSource(String.valueOf(file.getFileName()), type, BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("No such file: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Bytes in memory.
     *
     * @param filename 1–255 characters, without a folder
     * @param contentType media type, such as {@code image/png}
     */
    public static AttachmentSource ofBytes(String filename, String contentType, byte[] bytes) {
        return new AttachmentSource(filename, contentType, BodyPublishers.ofByteArray(bytes.clone()));
    }

    /**
     * Bytes from elsewhere.
     *
     * @param filename 1–255 characters, without a folder
     * @param contentType media type, such as {@code image/png}
     * @param length how many bytes the stream has
     * @param stream opens the stream at its beginning, once per attempt; the SDK closes it
     */
    public static AttachmentSource ofStream(
            String filename, String contentType, long length, Supplier<? extends InputStream> stream) {
        return new AttachmentSource(filename, contentType,
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(stream), length));
    }

    /** Name of the file. */
    public String filename() {
        return filename;
    }

    /** Media type. */
    public String contentType() {
        return contentType;
    }

    BodyPublisher publisher() {
        return publisher;
    }
}
