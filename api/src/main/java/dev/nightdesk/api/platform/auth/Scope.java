package dev.nightdesk.api.platform.auth;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a credential may do; each operation needs exactly one. {@link #ADMIN} stands for all but {@link #PLATFORM}. */
public enum Scope {
    WORKSPACE_READ, WORKSPACE_WRITE,
    CONVERSATIONS_READ, CONVERSATIONS_WRITE,
    CUSTOMERS_READ, CUSTOMERS_WRITE,
    ORGANIZATIONS_READ, ORGANIZATIONS_WRITE,
    AGENTS_READ, AGENTS_WRITE,
    SCHEDULES_READ, SCHEDULES_WRITE,
    SLA_READ, SLA_WRITE,
    EVENTS_READ,
    WEBHOOKS_READ, WEBHOOKS_WRITE,
    AUDIT_READ,
    OPERATIONS_READ,
    ADMIN,
    PLATFORM;

    /** Those that an API key may carry. */
    public static final Set<Scope> GRANTABLE = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(PLATFORM)));

    /** What end users may do. */
    public static final Set<Scope> OF_CUSTOMERS =
            Collections.unmodifiableSet(EnumSet.of(CONVERSATIONS_READ, CONVERSATIONS_WRITE, EVENTS_READ));
    /** What end users may do who were shut out. */
    public static final Set<Scope> OF_BLOCKED_CUSTOMERS = Collections.unmodifiableSet(EnumSet.of(CONVERSATIONS_READ, EVENTS_READ));

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', ':');

    /** Such as {@code conversations:read}. */
    public String wireName() {
        return wireName;
    }

    /** Whether one who holds these scopes may do what needs this one. */
    public boolean grantedBy(Set<Scope> held) {
        return held.contains(this) || (this != PLATFORM && held.contains(ADMIN));
    }

    /** The scope with this wire name. */
    public static Optional<Scope> of(String wireName) {
        return Arrays.stream(values()).filter(scope -> scope.wireName.equals(wireName)).findFirst();
    }
}
