package dev.nightdesk.api.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * The work that one endpoint makes, held by one node at a time: so limit and order of an endpoint hold across nodes.
 *
 * @param fence grows with each claim; who holds an older one can write no more
 * @param signals how often somebody said that there is something to do, when it was read
 * @param failingSince the first failure after the last success
 * @param orphaned whether the one who held it before never gave it back, so that nobody called those who waited for
 *     what it had finished
 */
public record Lane(String endpointId, String workspaceId, long fence, long signals, Optional<Instant> failingSince,
        boolean orphaned) {
}
