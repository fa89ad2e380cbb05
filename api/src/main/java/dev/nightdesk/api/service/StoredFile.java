package dev.nightdesk.api.service;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file of the class path, ready to be served.
 *
 * @param contentType its media type
 * @param bytes its content
 * @param etag its entity tag, a digest of the content
 */
@SuppressWarnings("ArrayRecordComponent") // files are served, never compared
record StoredFile(String contentType, byte[] bytes, String etag) {
    /** The class path never changes: each is read once in a process, however many nodes live in it. */
    private static final Map<String, StoredFile> READ = new ConcurrentHashMap<>();

    /** The resource with this absolute name. */
    static StoredFile of(String resource, String contentType) {
        return READ.computeIfAbsent(resource, name -> read(name, contentType));
    }

    private static StoredFile read(String resource, String contentType) {
        try (InputStream stream = StoredFile.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + resource + " is missing on the class path");
            }
            byte[] bytes = stream.readAllBytes();
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
            return new StoredFile(contentType, bytes, "\"" + digest + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The file, or 304; caches ask each time, because the address stays when the file changes. */
    Answer answer(Call call) {
        return call.conditional(etag, () -> Answer.content(contentType, bytes)
                .header("Cache-Control", "no-cache"));
    }
}
