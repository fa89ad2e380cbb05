package dev.nightdesk.examples.slalab;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What to compare and where to draw it.
 *
 * @param data where the dialogues are; null for the sample
 * @param limit how many dialogues at most
 * @param picture the HTML file to write
 * @param seed of the times that are made up; the same seed makes the same week
 */
record Options(Path data, int limit, Path picture, long seed) {

    static final String USAGE = """
            Holds a week of real conversations against three SLA policies, and saves nothing in the service.

              --sample           the 60 dialogues of the replay example (default)
              --data DIR         the MultiDoGO files under DIR: <domain>/{train,dev,test}.tsv
              --limit N          at most N dialogues (default 1000)
              --picture FILE     the HTML file with the drawing (default sla-lab.html)
              --seed N           another week: other times for the same conversations (default 1)

            NIGHTDESK_URL        where the service is (default http://localhost:8080)
            NIGHTDESK_API_KEY    a key with scope admin, or
            NIGHTDESK_PLATFORM_KEY to make a workspace for this run
            """;

    /** @throws IllegalArgumentException when an option is unknown or lacks its value; the message says which */
    static Options parse(String... arguments) {
        Options options = new Options(null, 1_000, Path.of("sla-lab.html"), 1);
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private Options with(String option, Iterator<String> rest) {
        return switch (option) {
            case "--sample" -> new Options(null, limit, picture, seed);
            case "--data" -> new Options(Path.of(value(option, rest)), limit, picture, seed);
            case "--limit" -> new Options(data, (int) number(option, rest), picture, seed);
            case "--picture" -> new Options(data, limit, Path.of(value(option, rest)), seed);
            case "--seed" -> new Options(data, limit, picture, number(option, rest));
            default -> throw new IllegalArgumentException("Unknown option: " + option);
        };
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static long number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(option + " needs a whole number from 1, not " + value);
        }
        return Long.parseLong(value);
    }
}
