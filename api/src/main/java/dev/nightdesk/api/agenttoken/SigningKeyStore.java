package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import java.util.List;

/** Keeps signing keys; they all belong to {@link SigningKey#OWNER}. */
public interface SigningKeyStore extends AggregateStore<SigningKey> {
    /** All keys, the newest first. */
    List<SigningKey> all();
}
