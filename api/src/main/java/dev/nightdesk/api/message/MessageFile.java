package dev.nightdesk.api.message;

/**
 * A file of a message, as it was when it was attached.
 *
 * @param size bytes
 */
public record MessageFile(String id, String filename, String contentType, long size) {
}
