package dev.nightdesk.api.platform.http;

/**
 * One fault of a request, of its body or its query.
 *
 * @param pointer where in the body, as a URI-fragment JSON pointer such as {@code #/message/body}; null for a parameter
 * @param parameter which query parameter; null for a field
 * @param code what kind: {@code required}, {@code unknown_field}, {@code type} …
 * @param detail a sentence for a developer
 */
public record FieldError(String pointer, String parameter, String code, String detail) {
    /** A fault of a body. */
    public static FieldError field(String pointer, String code, String detail) {
        return new FieldError(pointer, null, code, detail);
    }

    /** A fault of the query. */
    public static FieldError parameter(String parameter, String code, String detail) {
        return new FieldError(null, parameter, code, detail);
    }
}
