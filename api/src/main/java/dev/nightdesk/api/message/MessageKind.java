package dev.nightdesk.api.message;

/** Who may read a message: everybody a reply, the desk alone a note or a system entry. */
public enum MessageKind {
    REPLY, NOTE, SYSTEM
}
