package dev.nightdesk.api.platform.event;

/**
 * A message that lives in the event which tells of it, and nowhere else (docs/adr/0017).
 *
 * @param id of the message; the event's id has the same 26 characters, so that each is found by the other
 * @param kind as its feature names it, to be asked for
 * @param sequence its place among the conversation's messages
 */
public record BroughtMessage(String id, String kind, long sequence) {
}
