package dev.nightdesk.api.platform.http;

/**
 * A place in a sorted list: the sort key of the last item seen, and its id to decide between equal keys.
 *
 * @param key the sort key as text
 * @param id the item's id
 */
public record Position(String key, String id) {
}
