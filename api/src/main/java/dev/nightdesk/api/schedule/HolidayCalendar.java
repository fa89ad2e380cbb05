package dev.nightdesk.api.schedule;

/**
 * The public holidays of a place.
 *
 * @param country ISO 3166-1 alpha-2 code, upper case
 * @param region the part after the hyphen of an ISO 3166-2 code, upper case, such as {@code BE} for Berlin; null for
 *     the whole country's
 */
public record HolidayCalendar(String country, String region) {
    @Override
    public String toString() {
        return region == null ? country : country + "-" + region;
    }
}
