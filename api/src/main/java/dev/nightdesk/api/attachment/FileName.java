package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the uploader says about a file; none of it is believed when the file is served.
 *
 * @param filename its name, without a folder
 * @param contentType its media type
 */
record FileName(String filename, String contentType) {
    private static final int LONGEST = 255;
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            TOKEN + "/" + TOKEN + "( *; *" + TOKEN + "=(" + TOKEN + "|\"[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*\"))*");
    /** Separators of folders, control characters, and those that turn the direction of writing to hide an ending. */
    private static final Pattern UNSAFE = Pattern.compile("[/\\\\\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

    /**
     * Reads the query parameter and the {@code Content-Type} of an upload.
     *
     * @throws Problem 400 for a name that is missing or could lead astray, 415 for what is no media type
     */
    static FileName of(Optional<String> filename, List<String> contentTypes) {
        String name = filename.orElseThrow(() -> Problem.invalidParameter("filename", "required", "is required"));
        if (UNSAFE.matcher(name).find() || name.equals(".") || name.equals("..")) {
            throw Problem.invalidParameter("filename", "format",
                    "must be the name of a file, without a folder and without control characters");
        }
        return new FileName(name, mediaType(contentTypes));
    }

    private static String mediaType(List<String> contentTypes) {
        if (contentTypes.isEmpty()) {
            return UNKNOWN_TYPE;
        }
        String type = contentTypes.getFirst().trim();
        if (contentTypes.size() > 1 || type.length() > LONGEST || !MEDIA_TYPE.matcher(type).matches()) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be one media type.");
        }
        return type;
    }

    /** The {@code Content-Disposition} that makes a browser keep the file instead of showing it (RFC 6266, 8187). */
    static String disposition(String filename) {
        StringBuilder plain = new StringBuilder();
        filename.codePoints().forEach(c -> plain.appendCodePoint(c < 0x20 || c > 0x7E || c == '"' || c == '\\'
                || c == '%' ? '_' : c));
        StringBuilder encoded = new StringBuilder();
        for (byte octet : filename.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean bare = c < 0x80 && (Character.isLetterOrDigit(c) || "!#$&+-.^_`|~".indexOf(c) >= 0);
            encoded.append(bare ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
