package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is known of a customer besides addresses. In a stored customer attributes, tags, blocked and metadata are never
 * null; in a request null means that nothing was said.
 *
 * @param locale BCP 47
 * @param timeZone IANA
 * @param tier a class of service of the product's own naming
 * @param blocked whether the customer's tokens may write nothing
 */
public record CustomerProfile(String name, String locale, String timeZone, String tier, String organizationId,
        Map<String, Object> attributes, List<String> tags, Boolean blocked, Map<String, String> metadata) {
    /** Of a customer of whom nothing is known. */
    public static final CustomerProfile EMPTY =
            new CustomerProfile(null, null, null, null, null, Map.of(), List.of(), false, Map.of());
    private static final int MOST_ATTRIBUTES = 100;
    private static final int MOST_METADATA = 50;
    private static final int MOST_TAGS = 100;

    /**
     * What stands, changed by what is said here; attributes and metadata by their keys.
     *
     * @throws Problem 422 when there would be too many attributes or too much metadata
     */
    CustomerProfile over(CustomerProfile present) {
        return new CustomerProfile(first(name, present.name), first(locale, present.locale),
                first(timeZone, present.timeZone), first(tier, present.tier),
                first(organizationId, present.organizationId),
                joined(present.attributes, attributes, MOST_ATTRIBUTES), first(tags, present.tags),
                first(blocked, present.blocked), joined(present.metadata, metadata, MOST_METADATA));
    }

    /** What stands, with its gaps filled from a merged customer as far as there is room; labels are joined. */
    CustomerProfile filledFrom(CustomerProfile other) {
        List<String> labels = Stream.concat(tags.stream(), other.tags.stream()).distinct().limit(MOST_TAGS).toList();
        return new CustomerProfile(first(name, other.name), first(locale, other.locale),
                first(timeZone, other.timeZone), first(tier, other.tier), first(organizationId, other.organizationId),
                filled(attributes, other.attributes, MOST_ATTRIBUTES), labels, blocked,
                filled(metadata, other.metadata, MOST_METADATA));
    }

    /** The same without an organization. */
    CustomerProfile withoutOrganization() {
        return new CustomerProfile(name, locale, timeZone, tier, null, attributes, tags, blocked, metadata);
    }

    static <T> T first(T said, T present) {
        return said == null ? present : said;
    }

    private static <V> Map<String, V> filled(Map<String, V> present, Map<String, V> other, int most) {
        Map<String, V> all = new LinkedHashMap<>(present);
        other.entrySet().stream().filter(entry -> !present.containsKey(entry.getKey()))
                .limit(most - present.size()).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(all);
    }

    private static <V> Map<String, V> joined(Map<String, V> present, Map<String, V> said, int most) {
        Map<String, V> all = new LinkedHashMap<>(present);
        all.putAll(said);
        if (all.size() > most) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "There would be more than " + most + " keys.");
        }
        return Collections.unmodifiableMap(all);
    }
}
