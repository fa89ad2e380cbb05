package dev.nightdesk.api.platform.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller takes, by RFC 9110.
 *
 * @param headers the values of its {@code Accept}; none means anything
 */
record Accept(List<String> headers) {
    private static final Pattern QUALITY = Pattern.compile("q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");

    /** How much a media type is wanted, 0 for not at all to 1: what the narrowest range says that covers it. */
    double quality(String type) {
        if (headers.isEmpty()) {
            return 1;
        }
        String family = type.substring(0, type.indexOf('/') + 1) + "*";
        double quality = 0;
        int narrowest = 0;
        for (String range : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            int narrow = List.of("*/*", family, type).indexOf(parts[0].trim()) + 1;
            if (narrow > narrowest) {
                narrowest = narrow;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            Matcher quality = QUALITY.matcher(parts[i].trim());
            if (quality.matches()) {
                return Double.parseDouble(quality.group(1));
            }
        }
        return 1;
    }
}
