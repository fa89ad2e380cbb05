package dev.nightdesk.api.message;

/** How a body is to be read. */
public enum MessageFormat {
    TEXT, MARKDOWN
}
