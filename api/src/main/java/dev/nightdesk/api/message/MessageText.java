package dev.nightdesk.api.message;

/** What a message says, how it is to be read, and by whom. */
public record MessageText(MessageKind kind, String body, MessageFormat format) {
    MessageText emptied() {
        return new MessageText(kind, "", format);
    }

    /** Never the text: messages do not belong in logs. */
    @Override
    public String toString() {
        return kind + " of " + body.length() + " characters";
    }
}
