package dev.nightdesk.api.platform.http;

import java.time.Instant;
import java.util.Optional;

/**
 * A filter by an instant, as {@code created_at[gte]=…&created_at[lt]=…} writes it; empty parts leave the side open.
 *
 * @param after only later than this
 * @param from only this or later
 * @param before only earlier than this
 * @param until only this or earlier
 */
public record TimeRange(Optional<Instant> after, Optional<Instant> from, Optional<Instant> before,
        Optional<Instant> until) {
    /** The range that a query asks for by the field. */
    public static TimeRange of(Query query, String field) {
        return new TimeRange(query.instant(field + "[gt]"), query.instant(field + "[gte]"),
                query.instant(field + "[lt]"), query.instant(field + "[lte]"));
    }
}
