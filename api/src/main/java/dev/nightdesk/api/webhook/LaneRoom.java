package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What all lanes of a node share.
 *
 * @param worker this node, in claims
 * @param laneLease how long a lane belongs to a node that has died
 */
record LaneRoom(LaneStore lanes, WebhookDeliveryStore deliveries, WebhookEndpointStore endpoints, Attempts attempts,
        EndpointSwitch off, WebhookSettings settings, InstantSource clock, RandomGenerator random, String worker,
        Duration laneLease) {
    /** Switches endpoints off. */
    @FunctionalInterface
    interface EndpointSwitch {
        /** Switches it off for the reason, unless it is off or gone. */
        void disable(String workspaceId, String endpointId, EndpointHealth.Disabled reason,
                Optional<Instant> failingSince, Instant now);
    }

    Instant now() {
        return Timestamps.truncate(clock.instant());
    }

    Optional<WebhookEndpoint> endpoint(Lane lane) {
        return endpoints.find(lane.workspaceId(), lane.endpointId()).map(loaded -> loaded.value());
    }

    void disable(Lane lane, EndpointHealth.Disabled reason, Optional<Instant> failingSince, Instant now) {
        off.disable(lane.workspaceId(), lane.endpointId(), reason, failingSince, now);
    }
}
