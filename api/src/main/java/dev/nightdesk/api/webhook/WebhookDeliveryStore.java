package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps deliveries. One event goes to one endpoint by one delivery. */
public interface WebhookDeliveryStore extends AggregateStore<WebhookDelivery> {
    /** One page without the attempts, newest first. */
    Page<WebhookDelivery> list(String workspaceId, String endpointId, Filter filter, Optional<Position> from,
            int limit);

    /**
     * Adds deliveries in this order, each once however often it is offered, so that whoever sees one of a conversation
     * sees those before it.
     *
     * @return the ids of those that were there before
     */
    List<String> plan(List<WebhookDelivery> deliveries);

    /** Those of the ids that the workspace has, in no order. */
    List<WebhookDelivery> findAll(String workspaceId, List<String> ids);

    /** What a worker may take at the instant, longest waiting first. */
    List<WebhookDelivery> claimable(String workspaceId, String endpointId, Instant now, int most);

    /** When the next one may be taken; empty when all are finished. */
    Optional<Instant> nextClaimable(String workspaceId, String endpointId);

    /** The first unfinished delivery of a conversation. */
    Optional<WebhookDelivery> head(String workspaceId, String endpointId, String conversationId);

    /** The first unfinished delivery of each conversation after the given one, in their order, at most this many. */
    List<WebhookDelivery> heads(String workspaceId, String endpointId, String afterConversation, int most);

    /**
     * Writes states over the ones that are one version older, each for itself.
     *
     * @return those that were written; the others were changed by somebody else meanwhile
     */
    List<WebhookDelivery> replace(List<WebhookDelivery> changed);

    /** Removes deliveries of an endpoint, at most this many; returns how many. */
    int removeOf(String workspaceId, String endpointId, int most);

    /** Removes finished deliveries that were made before the instant, at most this many; returns how many. */
    int purge(Instant before, int most);

    /** What to list; empty parts match all. */
    record Filter(Optional<Standing> state, Optional<String> eventId) {
    }

    /** Where a delivery stands, as the wire says it. */
    enum Standing {
        WAITING, IN_FLIGHT, SUCCEEDED, FAILED;

        /** The word for a state. */
        static Standing of(DeliveryState state) {
            return switch (state) {
                case DeliveryState.Waiting ignored -> WAITING;
                case DeliveryState.InFlight ignored -> IN_FLIGHT;
                case DeliveryState.Succeeded ignored -> SUCCEEDED;
                case DeliveryState.Failed ignored -> FAILED;
            };
        }
    }
}
