package dev.nightdesk.examples.slalab;

import dev.nightdesk.examples.replay.Command;
import dev.nightdesk.examples.replay.Dialogue;
import dev.nightdesk.examples.replay.DialogueFiles;
import dev.nightdesk.examples.replay.Workers;
import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.SlaScenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The command; {@code --help} tells its options. Asks the service what each of three policies would have meant to each
 * conversation of a week, then prints and draws the comparison. Exits with 1 when the service failed, with 2 when it
 * was called wrongly.
 */
public final class SlaLab {

    private static final int AT_ONCE = 8;

    private final Options options;
    private final Nightdesk nightdesk;
    private final PrintStream out;

    SlaLab(Options options, Nightdesk nightdesk, PrintStream out) {
        this.options = options;
        this.nightdesk = nightdesk;
        this.out = out;
    }

    /** Runs it and ends the process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(Command.exitCode(Options.USAGE, arguments, () -> {
            Options options = Options.parse(arguments);
            new SlaLab(options, Command.connect(System.getenv(), "SLA lab"), System.out).compare();
            return true;
        }));
    }

    /** Holds every conversation against every promise. */
    Comparison compare() throws IOException, InterruptedException {
        List<Dialogue> all = options.data() == null ? DialogueFiles.sample() : DialogueFiles.under(options.data());
        List<Dialogue> dialogues = spread(all, options.limit());
        Week week = new Week(options.seed());
        Comparison comparison = Comparison.of(dialogues.size(), Promise.three());
        try {
            Workers.each(AT_ONCE, dialogues, (index, dialogue) -> hold(week.scenario(dialogue), comparison));
        } catch (IllegalStateException e) {
            throw e.getCause() instanceof NightdeskException failure ? failure : e;
        }
        comparison.print(out);
        Files.writeString(options.picture(), Drawing.of(comparison));
        out.println();
        out.println("Drawn in " + options.picture());
        return comparison;
    }

    private void hold(SlaScenario conversation, Comparison comparison) {
        comparison.accounts().forEach((promise, account) -> account.add(nightdesk.slaPolicies()
                .simulate(promise.question(conversation)).conversation().orElseThrow().ledger()));
    }

    /** So many, evenly from all domains. */
    private static List<Dialogue> spread(List<Dialogue> all, int most) {
        int count = Math.min(most, all.size());
        return IntStream.range(0, count)
                .mapToObj(index -> all.get((int) ((long) index * all.size() / count))).toList();
    }
}
