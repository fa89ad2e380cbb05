package dev.nightdesk.examples.slalab;

import dev.nightdesk.sdk.model.SlaMetric;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The promises beside each other.
 *
 * @param conversations how many each was held against
 * @param accounts by promise, in their order
 */
record Comparison(int conversations, Map<Promise, Account> accounts) {

    static Comparison of(int conversations, List<Promise> promises) {
        Map<Promise, Account> accounts = new LinkedHashMap<>();
        promises.forEach(promise -> accounts.put(promise, new Account()));
        return new Comparison(conversations, accounts);
    }

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%,d conversations of one week under %d policies%n%n", conversations, accounts.size());
        out.printf("%-16s  %-16s  %8s  %10s  %10s  %10s  %9s%n", "metric", "policy", "targets", "attainment",
                "median", "p90", "breaches");
        for (SlaMetric metric : Promise.METRICS) {
            accounts.forEach((promise, account) -> {
                Account.Line line = account.line(metric);
                out.printf(Locale.ROOT, "%-16s  %-16s  %,8d  %9.1f%%  %10s  %10s  %,9d%n", words(metric),
                        promise.name(), line.promised(), 100 * line.attainment(), length(line.median()),
                        length(line.ninth()), line.breaches());
            });
        }
    }

    static String words(SlaMetric metric) {
        return metric.toString().replace('_', ' ');
    }

    /** Such as {@code 1 h 05 min} or {@code 48 s}. */
    static String length(Duration duration) {
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() == 0 ? duration.toMinutes() + " min"
                : String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }
}
