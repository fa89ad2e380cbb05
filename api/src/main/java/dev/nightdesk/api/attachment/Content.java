package dev.nightdesk.api.attachment;

/**
 * The bytes of a file, kept in chunks.
 *
 * @param id the name of its chunks, apart from the attachment's id: an upload that is tried again under the same id
 *     must not mix its chunks with those of the first try
 * @param size length in bytes
 * @param sha256 SHA-256 of the bytes, in lower-case hexadecimal
 */
public record Content(String id, long size, String sha256) {
}
