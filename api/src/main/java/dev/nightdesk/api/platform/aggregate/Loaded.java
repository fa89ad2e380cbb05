package dev.nightdesk.api.platform.aggregate;

import java.util.List;

/**
 * An aggregate as it was read.
 *
 * @param value the state
 * @param outbox what its past writes still owe, oldest first
 */
public record Loaded<T extends Aggregate>(T value, List<OutboxEntry> outbox) {
}
