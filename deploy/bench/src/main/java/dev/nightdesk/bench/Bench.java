package dev.nightdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The command: starts the servers, drives them in turns, prints what each took. It judges no build. */
public final class Bench {
    private static final int WARM_UPS = 3;

    private final Options options;

    private Bench(Options options) {
        this.options = options;
    }

    /** Takes the options of {@link Options#USAGE}. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            new Bench(Options.read(arguments)).run();
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run() {
        System.out.printf("%d processors, Java %s, %d connections, %d s each%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), options.connections(),
                options.seconds());
        if (options.filters()) {
            filters();
        } else if (options.pages()) {
            pages();
        } else {
            exercises();
        }
    }

    private void exercises() {
        Report report = new Report();
        Profile profile = new Profile();
        try (Laboratory laboratory = new Laboratory(options.root())) {
            Path recording = laboratory.folder().resolve("product.jfr");
            Node database = laboratory.database();
            Node raw = laboratory.server(RawServer.class, List.of(laboratory.databaseUri()), true);
            Node product = laboratory.product(options.profile() ? List.of(Profile.OPTIONS) : List.of());
            Workspace ofRaw = Workspace.ofRaw(raw.url(), options.conversations(), laboratory.folder());
            Workspace ofProduct = Workspace.ofProduct(product.url(), laboratory.platformKey(),
                    options.conversations(), laboratory.folder());
            // In turns as well: what was compiled for one kind of request alone is thrown away at the first of another.
            for (int turn = 0; turn < WARM_UPS; turn++) {
                for (Exercise exercise : options.only()) {
                    warmUp(raw, ofRaw.arguments(exercise.kind()), exercise.warmUp() / WARM_UPS);
                    warmUp(product, ofProduct.arguments(exercise.kind()), exercise.warmUp() / WARM_UPS);
                }
            }
            for (int round = 1; round <= options.rounds(); round++) {
                System.out.println("Round " + round);
                for (Exercise exercise : options.only()) {
                    Load limit = Load.drive(options, raw, database, ofRaw.arguments(exercise.kind()));
                    settle();
                    Instant begin = Instant.now();
                    Load reached = Load.drive(options, product, database, ofProduct.arguments(exercise.kind()));
                    profile.ran(exercise, begin, Instant.now());
                    report.add(exercise, limit, reached);
                    settle();
                }
            }
            report.print();
            if (options.profile()) {
                Profile.dump(product, recording);
                profile.print(recording, report.product());
            }
        }
    }

    /** What one server leaves behind, in outboxes or for a checkpoint, is not to be paid by the other. */
    private static void settle() {
        Node.pause(Duration.ofSeconds(1));
    }

    private void filters() {
        try (Laboratory laboratory = new Laboratory(options.root())) {
            Node raw = laboratory.server(RawServer.class, List.of(databaseOf(laboratory)), true);
            Node filtered = laboratory.server(FilterServer.class, List.of(), false);
            Path none = laboratory.folder().resolve("none.ids");
            String key = keyOf(laboratory, none);
            List<Load> without = new ArrayList<>();
            List<Load> with = new ArrayList<>();
            List<String> arguments = List.of("static", key, none.toString(), "none");
            warmUp(raw, arguments, Exercise.GET.warmUp());
            warmUp(filtered, arguments, Exercise.GET.warmUp());
            for (int round = 1; round <= options.rounds(); round++) {
                without.add(Load.drive(options, raw, null, arguments));
                with.add(Load.drive(options, filtered, null, arguments));
            }
            Load limit = Report.median(without);
            Load reached = Report.median(with);
            System.out.printf("No filters %,.0f/s, %.1f us CPU a request; all filters %,.0f/s, %.1f us: they take %.1f us%n",
                    limit.rate(), limit.serverMillis() * 1_000, reached.rate(), reached.serverMillis() * 1_000,
                    (reached.serverMillis() - limit.serverMillis()) * 1_000);
        }
    }

    private void warmUp(Node server, List<String> arguments, long least) {
        System.out.println("Warming up: " + arguments.getFirst());
        long answered = 0;
        while (answered < least) {
            answered += Load.drive(options, server, null, arguments).requests();
        }
    }

    private static String databaseOf(Laboratory laboratory) {
        laboratory.database();
        return laboratory.databaseUri();
    }

    private static String keyOf(Laboratory laboratory, Path none) {
        try {
            Files.writeString(none, "");
            return Files.readAllLines(laboratory.log(FilterServer.class)).stream()
                    .filter(line -> line.startsWith("KEY ")).findFirst().orElseThrow().substring(4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pages() {
        try (Laboratory laboratory = new Laboratory(options.root())) {
            Node database = laboratory.database();
            Node product = laboratory.product(List.of());
            Workspace small = Workspace.ofProduct(product.url(), laboratory.platformKey(), 1_000, laboratory.folder());
            Workspace large = Workspace.ofProduct(product.url(), laboratory.platformKey(), 1_000, laboratory.folder());
            Multiplication.conversations(laboratory.databaseUri(), large.id(), 100_000);
            List<Load> ofSmall = new ArrayList<>();
            List<Load> ofLarge = new ArrayList<>();
            warmUp(product, small.arguments(Exercise.PAGE.kind()), Exercise.PAGE.warmUp());
            warmUp(product, large.arguments(Exercise.PAGE.kind()), Exercise.PAGE.warmUp());
            for (int round = 1; round <= options.rounds(); round++) {
                ofSmall.add(Load.drive(options, product, database, small.arguments(Exercise.PAGE.kind())));
                ofLarge.add(Load.drive(options, product, database, large.arguments(Exercise.PAGE.kind())));
            }
            print("1,000", Report.median(ofSmall));
            print("100,000", Report.median(ofLarge));
        }
    }

    private static void print(String conversations, Load load) {
        System.out.printf("Page of 50 of %7s conversations: %,6.0f/s, p50 %.2f ms, p99 %.2f ms, CPU %.3f ms, of the "
                + "database %.3f ms%n", conversations, load.rate(), Report.millis(load.p50()),
                Report.millis(load.p99()), load.serverMillis(), load.databaseMillis());
    }
}
