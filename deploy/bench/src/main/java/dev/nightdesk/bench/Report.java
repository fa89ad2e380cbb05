package dev.nightdesk.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects runs and prints their medians side by side. */
final class Report {
    private final Map<Exercise, List<Load>> raw = new EnumMap<>(Exercise.class);
    private final Map<Exercise, List<Load>> product = new EnumMap<>(Exercise.class);

    void add(Exercise exercise, Load ofRaw, Load ofProduct) {
        raw.computeIfAbsent(exercise, key -> new ArrayList<>()).add(ofRaw);
        product.computeIfAbsent(exercise, key -> new ArrayList<>()).add(ofProduct);
        System.out.printf("  %-7s raw %,7.0f/s   product %,7.0f/s   %3.0f %%%n", exercise.kind(), ofRaw.rate(),
                ofProduct.rate(), 100 * ofProduct.rate() / ofRaw.rate());
    }

    /** The medians of the product. */
    Map<Exercise, Load> product() {
        Map<Exercise, Load> medians = new EnumMap<>(Exercise.class);
        product.forEach((exercise, loads) -> medians.put(exercise, median(loads)));
        return medians;
    }

    void print() {
        System.out.printf("%nMedians%n%-8s %-8s %10s %9s %9s %12s %12s %8s %6s%n", "", "", "requests/s", "p50 ms",
                "p99 ms", "server CPU", "database CPU", "of raw", "bar");
        raw.forEach((exercise, loads) -> {
            Load limit = median(loads);
            Load reached = median(product.get(exercise));
            row(exercise.kind(), "raw", limit, "");
            double ratio = ratio(exercise);
            row("", "product", reached, "%7.0f %% %4.0f %% %s".formatted(100 * ratio, 100 * exercise.bar(),
                    ratio >= exercise.bar() ? "reached" : "MISSED"));
        });
        System.out.println("CPU in milliseconds a request, of all threads of the process.");
    }

    /** Each round's own ratio, so that what else the machine does at the time touches both sides. */
    private double ratio(Exercise exercise) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < raw.get(exercise).size(); round++) {
            ratios.add(product.get(exercise).get(round).rate() / raw.get(exercise).get(round).rate());
        }
        return middle(ratios);
    }

    private static void row(String exercise, String who, Load load, String verdict) {
        System.out.printf("%-8s %-8s %,10.0f %9.2f %9.2f %12.3f %12.3f %s%n", exercise, who, load.rate(),
                millis(load.p50()), millis(load.p99()), load.serverMillis(), load.databaseMillis(), verdict);
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    static Load median(List<Load> loads) {
        return new Load(loads.stream().mapToLong(Load::requests).sum(), middle(loads, Load::rate), Duration.ofNanos((long) middle(loads, load -> load.p50().toNanos())),
                Duration.ofNanos((long) middle(loads, load -> load.p99().toNanos())),
                middle(loads, Load::serverMillis), middle(loads, Load::databaseMillis));
    }

    private static double middle(List<Load> loads, ToDoubleFunction<Load> value) {
        return middle(loads.stream().map(value::applyAsDouble).toList());
    }

    static double middle(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
