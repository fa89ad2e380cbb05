package dev.nightdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What one run of wrk has measured.
 *
 * @param requests how many were answered
 * @param rate requests per second
 * @param p50 the median latency
 * @param p99 the latency that one request in a hundred exceeds
 * @param serverMillis CPU milliseconds that the server took for one request
 * @param databaseMillis the same of the database
 */
record Load(long requests, double rate, Duration p50, Duration p99, double serverMillis, double databaseMillis) {
    /**
     * Drives a server.
     *
     * @param arguments of the script: kind, key, file of ids, customer
     * @throws IllegalStateException when a request failed: a refusal costs less than an answer
     */
    static Load drive(Options options, Node server, Node database, List<String> arguments) {
        Duration serverBefore = server.cpu();
        Duration databaseBefore = database == null ? Duration.ZERO : database.cpu();
        String result = wrk(options, server.url(), arguments);
        Duration serverTook = server.cpu().minus(serverBefore);
        Duration databaseTook = database == null ? Duration.ZERO : database.cpu().minus(databaseBefore);
        String[] words = result.split(" ");
        long requests = Long.parseLong(words[1]);
        if (requests == 0 || !words[5].equals("0")) {
            throw new IllegalStateException("Of " + requests + " requests " + words[5] + " failed: " + arguments.getFirst());
        }
        return new Load(requests, requests * 1e6 / Long.parseLong(words[2]), micros(words[3]), micros(words[4]),
                serverTook.toNanos() / 1e6 / requests, databaseTook.toNanos() / 1e6 / requests);
    }

    private static Duration micros(String text) {
        return Duration.ofNanos(Long.parseLong(text) * 1_000);
    }

    private static String wrk(Options options, String url, List<String> arguments) {
        String script = options.root().resolve("deploy/bench/scripts/load.lua").toString();
        ProcessBuilder builder = new ProcessBuilder("wrk", "-t1", "-c" + options.connections(),
                "-d" + options.seconds() + "s", "--timeout", "10s", "-s", script, url, "--");
        builder.command().addAll(arguments);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines().filter(line -> line.startsWith("RESULT ")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("wrk failed: " + output));
        } catch (IOException e) {
            throw new UncheckedIOException("wrk cannot be run", e);
        }
    }
}
