package dev.nightdesk.api.access;

import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.workspace.Workspace;
import java.time.Duration;
import java.util.Optional;

/** What the two kinds of token differ in. */
sealed interface TokenAuthority permits CustomerTokens, AgentTokens {
    /** The {@code typ} of its tokens. */
    String type();

    /** How long its tokens may be good for. */
    Duration longest();

    /** The key that checks tokens of the issuer with this {@code kid}; empty when there is none, or no more. */
    Optional<TokenKey> key(String workspaceId, String keyId);

    /** Who calls by a token that holds; empty when it names nobody. */
    Optional<Principal> principal(Workspace workspace, VerifiedToken token);
}
