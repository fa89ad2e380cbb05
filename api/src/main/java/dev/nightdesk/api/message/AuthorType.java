package dev.nightdesk.api.message;

/** What kind of author. */
public enum AuthorType {
    CUSTOMER, AGENT, BOT, SYSTEM
}
