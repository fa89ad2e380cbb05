package dev.nightdesk.api.webhook;

import java.util.Map;

/**
 * What users of the API may set on a webhook endpoint.
 *
 * @param url where to post, in canonical form once it was checked
 * @param description a note for people, or null
 * @param payload how much of an event is posted
 * @param ordered whether each conversation's events arrive strictly in order
 * @param concurrency how many attempts may be under way at the same time
 */
public record WebhookEndpointFields(String url, EventTypeFilter eventTypes, String description,
        WebhookBody.Payload payload, boolean ordered, int concurrency, Map<String, String> metadata) {
    /** The same with the URL in its canonical form. */
    WebhookEndpointFields withUrl(String canonical) {
        return new WebhookEndpointFields(canonical, eventTypes, description, payload, ordered, concurrency, metadata);
    }
}
