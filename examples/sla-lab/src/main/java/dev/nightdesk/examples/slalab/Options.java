package dev.nightdesk.examples.slalab;

import dev.nightdesk.examples.replay.Arguments;
import dev.nightdesk.examples.replay.Command;
import java.nio.file.Path;

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
            """ + Command.ENVIRONMENT;

    /** @throws IllegalArgumentException when an option is unknown or lacks its value; the message says which */
    static Options parse(String... arguments) {
        Options options = new Options(null, 1_000, Path.of("sla-lab.html"), 1);
        Arguments rest = new Arguments(arguments);
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private Options with(String option, Arguments rest) {
        return switch (option) {
            case "--sample" -> new Options(null, limit, picture, seed);
            case "--data" -> new Options(Path.of(rest.value()), limit, picture, seed);
            case "--limit" -> new Options(data, rest.number(), picture, seed);
            case "--picture" -> new Options(data, limit, Path.of(rest.value()), seed);
            case "--seed" -> new Options(data, limit, picture, rest.number());
            default -> throw new IllegalArgumentException("Unknown option: " + option);
        };
    }
}
