package dev.nightdesk.api.platform.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The textual forms of the contract, each read strictly: empty means the text is not of the form. */
public final class Formats {
    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,4})W");
    /** A label of a conversation, customer or organization. */
    public static final Pattern LABEL = Pattern.compile("[^\\s,]+");
    /** The form that browsers use for {@code <input type=email>}, with at least one dot in the domain. */
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");
    private static final Pattern ATTRIBUTE_KEY = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern METADATA_KEY = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final int LONGEST_VALUE = 500;
    /** What the database can keep exactly. */
    private static final int MOST_DIGITS = 34;

    private Formats() {
    }

    /** An ISO 8601 duration of exact length from zero to ten years; a day is 24 hours. */
    public static Optional<Duration> duration(String text) {
        var weeks = WEEKS.matcher(text);
        try {
            Duration duration = weeks.matches() ? Duration.ofDays(7L * Integer.parseInt(weeks.group(1)))
                    : Duration.parse(text);
            boolean inside = !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
            return inside && text.charAt(0) == 'P' ? Optional.of(duration.truncatedTo(ChronoUnit.MILLIS))
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** An IANA zone by its region name; offsets and the names of old Java are refused. */
    public static Optional<ZoneId> zone(String text) {
        return ZoneRulesProvider.getAvailableZoneIds().contains(text) && !text.startsWith("SystemV/")
                ? Optional.of(ZoneId.of(text)) : Optional.empty();
    }

    /** An e-mail address in lower case. */
    public static Optional<String> email(String text) {
        return EMAIL.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** A BCP 47 tag in its canonical case. */
    public static Optional<String> language(String text) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text).build();
            return locale.getLanguage().isEmpty() ? Optional.empty() : Optional.of(locale.toLanguageTag());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /**
     * What is wrong with an attribute that an embedding product sets. Values are strings, numbers, true, false or, to
     * remove one, null: enough to filter by, too little to hide a query operator in.
     */
    public static Optional<String> attributeFault(String key, Object value) {
        if (!ATTRIBUTE_KEY.matcher(key).matches()) {
            return Optional.of("has a name that is not of the form [a-z][a-z0-9_]{0,63}");
        }
        return switch (value) {
            case null -> Optional.empty();
            case Boolean ignored -> Optional.empty();
            case BigDecimal number when number.precision() <= MOST_DIGITS -> Optional.empty();
            case String text when text.length() <= LONGEST_VALUE -> Optional.empty();
            default -> Optional.of("must be a string of at most 500 characters, a number of at most 34 digits, "
                    + "true or false");
        };
    }

    /** What is wrong with an entry of metadata; null removes one. */
    public static Optional<String> metadataFault(String key, Object value) {
        if (!METADATA_KEY.matcher(key).matches()) {
            return Optional.of("has a key that is not of the form [A-Za-z0-9_-]{1,40}");
        }
        boolean good = value == null || (value instanceof String text && text.length() <= LONGEST_VALUE);
        return good ? Optional.empty() : Optional.of("must be a string of at most 500 characters");
    }
}
