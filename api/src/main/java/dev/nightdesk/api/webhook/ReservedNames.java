package dev.nightdesk.api.webhook;

import java.util.Set;

/**
 * Host names that never belong to a public receiver: without a dot, under a special-use (RFC 6761 and its registry) or
 * customarily private top-level domain, or below the infrastructure domain.
 */
final class ReservedNames {

    /** Cloud metadata services are found under {@code internal} too. */
    private static final Set<String> TOP_LEVEL = Set.of(
            "alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local",
            "localdomain", "localhost", "mail", "onion", "private", "test");

    private ReservedNames() {
    }

    static boolean contains(String canonicalName) {
        int lastDot = canonicalName.lastIndexOf('.');
        return lastDot < 0 || TOP_LEVEL.contains(canonicalName.substring(lastDot + 1));
    }
}
