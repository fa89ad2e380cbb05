package dev.nightdesk.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a file on their way here. Close it, read or not: until then it holds a connection. */
public final class AttachmentDownload implements AutoCloseable {

    private final ApiResponse<InputStream> response;
    private final InputStream stream;

    AttachmentDownload(ApiResponse<InputStream> response) {
        this.response = response;
        this.stream = response.value();
    }

    /** The bytes, to be read once. An interrupted transfer shows as an {@code IOException} and is not repeated. */
    public InputStream stream() {
        return stream;
    }

    /** Media type, as given by the upload. */
    public Optional<String> contentType() {
        return response.header("Content-Type");
    }

    /** The answer's status and headers. */
    public ApiResponse<InputStream> response() {
        return response;
    }

    /**
     * Writes the rest to a file that does not exist yet.
     *
     * @return how many bytes were written
     */
    public long saveTo(Path file) throws IOException {
        return Files.copy(stream, file);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
