package dev.nightdesk.examples.replay;

import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.AgentCreate;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command; {@code --help} tells its options. Exits with 1 when something failed, with 2 when it was called wrongly.
 */
public final class Replay {

    private static final int SHOWN_ERRORS = 10;

    private final Options options;
    private final Nightdesk nightdesk;
    private final PrintStream out;
    private final boolean terminal;

    Replay(Options options, Nightdesk nightdesk, PrintStream out, boolean terminal) {
        this.options = options;
        this.nightdesk = nightdesk;
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs it and ends the process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(Command.exitCode(Options.USAGE, arguments, () -> {
            Options options = Options.parse(now(), arguments);
            Nightdesk nightdesk = Command.connect(System.getenv(), "Replay");
            return new Replay(options, nightdesk, System.out, isTerminal(System.getenv())).replay();
        }));
    }

    private static String now() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss"));
    }

    // Since Java 22 System.console() does not tell any more.
    private static boolean isTerminal(Map<String, String> environment) {
        return !environment.getOrDefault("TERM", "dumb").equals("dumb") && !environment.containsKey("CI");
    }

    /**
     * Sends the dialogues, and reads them back if asked to.
     *
     * @return whether all went well
     */
    boolean replay() throws IOException, InterruptedException {
        List<Dialogue> all = options.data() == null ? DialogueFiles.sample() : DialogueFiles.under(options.data());
        List<Dialogue> dialogues = all.subList(0, Math.min(options.limit(), all.size()));
        Run run = new Run(options.run(), options.answer() ? makeAgent() : null);
        boolean sent = send(dialogues, run);
        return (!options.verify() || verify(dialogues, run)) && sent;
    }

    private String makeAgent() {
        return nightdesk.agents().create(AgentCreate.builder()
                .name("Robin Replay").email("robin+" + options.run() + "@example.com").build()).id();
    }

    private boolean send(List<Dialogue> dialogues, Run run) throws InterruptedException {
        Measurements measurements = new Measurements();
        DialogueSender sender = new DialogueSender(nightdesk, run, measurements);
        long begin = System.nanoTime();
        try (ProgressBar bar = bar("dialogues sent", dialogues.size())) {
            Workers.each(options.concurrency(), dialogues, (index, dialogue) -> {
                try {
                    sender.send(index, dialogue);
                } catch (NightdeskException e) {
                    measurements.failed(dialogue, e);
                }
                bar.advance();
            });
        }
        summarise(measurements, Duration.ofNanos(System.nanoTime() - begin));
        return measurements.errors().isEmpty();
    }

    private ProgressBar bar(String unit, int total) {
        return new ProgressBar(out, unit, total, terminal);
    }

    private void summarise(Measurements measurements, Duration time) {
        double seconds = time.toNanos() / 1e9;
        out.printf(Locale.ROOT, "%,d conversations, %,d messages in %.1f s: %,.0f messages/s%n",
                measurements.conversations(), measurements.messages(), seconds, measurements.messages() / seconds);
        out.printf(Locale.ROOT, "A message took %.1f ms (p50), %.1f ms (p99)%n",
                milliseconds(measurements.latency(0.50)), milliseconds(measurements.latency(0.99)));
        list("errors", measurements.errors());
    }

    private boolean verify(List<Dialogue> dialogues, Run run) throws InterruptedException {
        List<String> faults;
        try (ProgressBar bar = bar("dialogues read back", dialogues.size())) {
            faults = new Verification(nightdesk, run, dialogues).faults(options.concurrency(), bar::advance);
        }
        list("faults found by reading everything back", faults);
        return faults.isEmpty();
    }

    private void list(String what, List<String> items) {
        out.printf(Locale.ROOT, "%,d %s%n", items.size(), what);
        items.stream().limit(SHOWN_ERRORS).forEach(item -> out.println("  " + item));
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
