package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;

/**
 * A key with which all nodes sign agent tokens. Its id is the {@code kid} of the tokens.
 *
 * @param number which key of the installation it is, from 1; unique, so of two nodes that make one at once one wins
 * @param algorithm the only one that tokens of the key are checked by, such as {@code ES256}
 * @param sealed the private JSON Web Key under the installation's seal, bound to the id
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id
public record SigningKey(String id, int number, String algorithm, byte[] sealed, Instant createdAt)
        implements Aggregate {
    /** Signing keys belong to the installation. */
    public static final String OWNER = "platform";

    @Override
    public String workspaceId() {
        return OWNER;
    }

    /** They never change. */
    @Override
    public long version() {
        return 1;
    }
}
