package dev.nightdesk.api.platform.json;

/**
 * How large a JSON text may grow in each direction.
 *
 * @param depth how deep values may nest
 * @param nodes how many values in all
 * @param text how many characters in one string
 * @param array how many values in one array
 */
public record JsonLimits(int depth, int nodes, int text, int array) {
    /** The limits of the contract. */
    public static final JsonLimits STANDARD = new JsonLimits(32, 5_000, 65_536, 1_000);
}
