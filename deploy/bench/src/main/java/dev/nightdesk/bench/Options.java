package dev.nightdesk.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param root the repository
 * @param rounds how often each server meets each exercise
 * @param seconds how long each time
 * @param connections at once
 * @param conversations in the workspace before the first round
 * @param only the exercises; all unless some are named
 * @param filters whether to measure the platform filters alone
 * @param pages whether to measure pages at 1,000 and 100,000 conversations
 * @param profile whether to tell where the product's time goes
 */
record Options(Path root, int rounds, int seconds, int connections, int conversations, Set<Exercise> only,
        boolean filters, boolean pages, boolean profile) {
    static final String USAGE = """
            Usage: deploy/bench/run [options]
              --rounds N          how often each server meets each exercise (3)
              --seconds N         how long each time (4)
              --connections N     at once (32)
              --conversations N   in the workspace before the first round (1000)
              --only KIND         one of get, page, append, create; may be repeated
              --filters           the CPU of the platform filters alone, without any database
              --pages             the cost of a page at 1,000 and at 100,000 conversations
              --profile           where the product's CPU goes, by stage
            """;

    static Options read(String[] arguments) {
        Path root = Path.of("");
        int rounds = 3;
        int seconds = 4;
        int connections = 32;
        int conversations = 1_000;
        Set<Exercise> only = EnumSet.noneOf(Exercise.class);
        Set<String> switches = new HashSet<>();
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--root" -> root = Path.of(value(words, word));
                case "--rounds" -> rounds = number(words, word);
                case "--seconds" -> seconds = number(words, word);
                case "--connections" -> connections = number(words, word);
                case "--conversations" -> conversations = number(words, word);
                case "--only" -> only.add(Exercise.valueOf(value(words, word).toUpperCase(Locale.ROOT)));
                case "--filters", "--pages", "--profile" -> switches.add(word);
                default -> throw new IllegalArgumentException("There is no option " + word + ".");
            }
        }
        return new Options(root, rounds, seconds, connections, conversations,
                only.isEmpty() ? EnumSet.allOf(Exercise.class) : only, switches.contains("--filters"),
                switches.contains("--pages"), switches.contains("--profile"));
    }

    private static String value(Deque<String> words, String option) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return words.pop();
    }

    private static int number(Deque<String> words, String option) {
        int number = Integer.parseInt(value(words, option));
        if (number < 1) {
            throw new IllegalArgumentException(option + " must be at least 1.");
        }
        return number;
    }
}
