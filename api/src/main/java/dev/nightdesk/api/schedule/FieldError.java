package dev.nightdesk.api.schedule;

/**
 * One thing wrong with what a caller sent.
 *
 * @param pointer JSON pointer as a URI fragment, such as {@code #/weekly/0/from}
 * @param code a word programs may rely on
 * @param detail a sentence for people
 */
public record FieldError(String pointer, String code, String detail) {}
