package dev.nightdesk.api.conversation;

import java.time.Instant;

/**
 * What the messages have made of a conversation.
 *
 * @param messages number of public messages
 * @param entries number of messages of every kind: the sequence of the latest
 * @param lastMessageAt of the latest public message, or null
 * @param lastCustomerMessageAt of the customer's latest, or null
 * @param waitingSince since when the customer has had no answer, or null
 */
public record Correspondence(int messages, long entries, Instant lastMessageAt, Instant lastCustomerMessageAt,
        Instant waitingSince) {
    static final Correspondence NONE = new Correspondence(0, 0, null, null, null);

    Correspondence internal() {
        return new Correspondence(messages, entries + 1, lastMessageAt, lastCustomerMessageAt, waitingSince);
    }

    Correspondence fromCustomer(Instant now) {
        return new Correspondence(messages + 1, entries + 1, now, now, waitingSince == null ? now : waitingSince);
    }

    Correspondence fromDesk(Instant now) {
        return new Correspondence(messages + 1, entries + 1, now, lastCustomerMessageAt, null);
    }
}
