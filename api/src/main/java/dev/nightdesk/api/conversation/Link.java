package dev.nightdesk.api.conversation;

import java.time.Instant;

/** A pointer to another conversation. */
public record Link(String conversationId, LinkKind kind, Instant createdAt) {
}
