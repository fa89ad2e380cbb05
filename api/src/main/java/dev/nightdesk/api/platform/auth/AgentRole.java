package dev.nightdesk.api.platform.auth;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a member of a support team is, and so what its tokens may do. */
public enum AgentRole {
    /** Works on conversations. */
    AGENT(EnumSet.of(Scope.CONVERSATIONS_READ, Scope.CONVERSATIONS_WRITE, Scope.CUSTOMERS_READ,
            Scope.CUSTOMERS_WRITE, Scope.ORGANIZATIONS_READ, Scope.AGENTS_READ, Scope.SCHEDULES_READ, Scope.SLA_READ,
            Scope.OPERATIONS_READ, Scope.WORKSPACE_READ)),
    /** Runs the workspace. */
    ADMIN(EnumSet.of(Scope.ADMIN));

    private final Set<Scope> scopes;

    AgentRole(Set<Scope> scopes) {
        this.scopes = Collections.unmodifiableSet(scopes);
    }

    /** What its tokens may do. */
    public Set<Scope> scopes() {
        return scopes;
    }
}
