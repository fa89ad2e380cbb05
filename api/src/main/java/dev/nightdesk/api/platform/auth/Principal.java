package dev.nightdesk.api.platform.auth;

import java.util.Set;

/**
 * Who calls. The workspace comes from here and from nowhere else.
 *
 * @param kind which kind of credential was shown
 * @param id the id of the API key, agent or customer; {@code platform} for the platform key
 * @param workspaceId the caller's workspace; {@code platform} for the platform key
 * @param scopes what the caller may do; an end user reads and writes conversations, and only reads when blocked
 * @param testClockId the test clock that the workspace lives by, or null for real time
 */
public record Principal(CallerKind kind, String id, String workspaceId, Set<Scope> scopes, String testClockId) {
    /** The operator of the installation. */
    public static final Principal PLATFORM =
            new Principal(CallerKind.PLATFORM, "platform", "platform", Set.of(Scope.PLATFORM), null);

    /** Whether the caller is an end user, who sees own conversations and public messages only. */
    public boolean isCustomer() {
        return kind == CallerKind.CUSTOMER;
    }

    /** Whether the caller may hand these scopes on: nobody gives what he has not. */
    public boolean mayGrant(Set<Scope> granted) {
        return granted.stream().allMatch(scope -> scope.grantedBy(scopes));
    }

    /** Never the credential itself, so that a log line cannot leak it. */
    @Override
    public String toString() {
        return kind + " " + id;
    }
}
