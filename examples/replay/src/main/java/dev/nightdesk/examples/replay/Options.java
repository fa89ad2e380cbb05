package dev.nightdesk.examples.replay;

import java.nio.file.Path;

/**
 * What to replay and how.
 *
 * @param data where the files are; null for the sample
 * @param concurrency how many dialogues at once
 * @param limit how many dialogues at most
 * @param answer whether an agent acknowledges and resolves each conversation at its end
 * @param verify whether everything is read back and compared
 * @param run part of every external id, so that a second replay does not meet the first
 */
record Options(Path data, int concurrency, int limit, boolean answer, boolean verify, String run) {

    static final String USAGE = """
            Replays real customer-service dialogues through the Nightdesk SDK.

              --sample           the 60 dialogues that come with this example (default)
              --data DIR         the MultiDoGO files under DIR: <domain>/{train,dev,test}.tsv
              --concurrency N    dialogues at once (default 8)
              --limit N          at most N dialogues
              --no-answer        no agent's answer, leave the conversations open
              --verify           read everything back and compare
              --run NAME         part of every external id (default: the time, so each run is new)
            """ + Command.ENVIRONMENT;

    /** @throws IllegalArgumentException when an option is unknown or lacks its value; the message says which */
    static Options parse(String defaultRun, String... arguments) {
        Options options = new Options(null, 8, Integer.MAX_VALUE, true, false, defaultRun);
        Arguments rest = new Arguments(arguments);
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private Options with(String option, Arguments rest) {
        return switch (option) {
            case "--sample" -> new Options(null, concurrency, limit, answer, verify, run);
            case "--data" -> new Options(Path.of(rest.value()), concurrency, limit, answer, verify, run);
            case "--concurrency" -> new Options(data, rest.number(), limit, answer, verify, run);
            case "--limit" -> new Options(data, concurrency, rest.number(), answer, verify, run);
            case "--no-answer" -> new Options(data, concurrency, limit, false, verify, run);
            case "--verify" -> new Options(data, concurrency, limit, answer, true, run);
            case "--run" -> new Options(data, concurrency, limit, answer, verify, rest.value());
            default -> throw new IllegalArgumentException("Unknown option: " + option);
        };
    }
}
