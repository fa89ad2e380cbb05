package dev.nightdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the product's CPU went while it was driven, by the samples of a flight recording. */
final class Profile {
    private static final int SHOWN = 12;
    /** The profiler of CPU time counts native code too; the older one, of running Java code, is everywhere. */
    private static final String CPU_SAMPLE = "jdk.CPUTimeSample";
    private static final String JAVA_SAMPLE = "jdk.ExecutionSample";
    private static final int FIRST_WITH_CPU_SAMPLES = 25;

    private final List<Window> windows = new ArrayList<>();

    private record Window(Exercise exercise, Instant begin, Instant end) {
        boolean has(Instant instant) {
            return !instant.isBefore(begin) && instant.isBefore(end);
        }
    }

    private static final class Tally {
        private final Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
        private final Map<String, Integer> methods = new HashMap<>();
        private int all;
        private int background;
    }

    /** The options of a JVM that is to be recorded. */
    static final String OPTIONS = "-XX:FlightRecorderOptions:stackdepth=256 -XX:StartFlightRecording:settings=profile"
            + (Runtime.version().feature() >= FIRST_WITH_CPU_SAMPLES
                    ? "," + CPU_SAMPLE + "#enabled=true," + CPU_SAMPLE + "#throttle=5ms" : "");

    /** Writes the recording of a running JVM to the file: one that is stopped does not wait until its own is written. */
    static void dump(Node recorded, Path file) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        ProcessBuilder dump = new ProcessBuilder(jcmd.toString(), Long.toString(recorded.pid()), "JFR.dump",
                "filename=" + file);
        try {
            Process process = dump.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The recording could not be written: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Notes when an exercise ran. */
    void ran(Exercise exercise, Instant begin, Instant end) {
        windows.add(new Window(exercise, begin, end));
    }

    /** Prints each exercise by stage and by the methods of the product that are on top of most samples. */
    void print(Path recording, Map<Exercise, Load> product) {
        Map<Exercise, Tally> tallies = read(recording);
        tallies.forEach((exercise, tally) -> {
            double micros = product.get(exercise).serverMillis() * 1_000;
            System.out.printf("%nWhere the product's CPU goes: %s, %.0f us a request, %d samples, of which %.0f %% on "
                    + "delivery and other background work%n", exercise.kind(), micros, tally.all,
                    100.0 * tally.background / tally.all);
            for (Stage stage : Stage.values()) {
                line(stage.title(), tally.stages.getOrDefault(stage, 0), tally.all, micros);
            }
            int known = tally.stages.values().stream().mapToInt(Integer::intValue).sum();
            line("Java's own threads and rest", tally.all - known, tally.all, micros);
            System.out.println("  most often:");
            tally.methods.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(SHOWN).forEach(method -> line(method.getKey(), method.getValue(), tally.all, micros));
        });
    }

    private static void line(String title, int samples, int all, double micros) {
        System.out.printf("  %6.1f us %5.1f %%  %s%n", micros * samples / all, 100.0 * samples / all, title);
    }

    private Map<Exercise, Tally> read(Path recording) {
        Map<String, Map<Exercise, Tally>> byKind = new HashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String kind = event.getEventType().getName();
                if ((kind.equals(CPU_SAMPLE) || kind.equals(JAVA_SAMPLE)) && event.getStackTrace() != null) {
                    windows.stream().filter(window -> window.has(event.getStartTime())).findFirst().ifPresent(
                            window -> count(byKind.computeIfAbsent(kind, name -> new EnumMap<>(Exercise.class))
                                    .computeIfAbsent(window.exercise(), exercise -> new Tally()),
                                    event.getStackTrace().getFrames()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byKind.getOrDefault(CPU_SAMPLE, byKind.getOrDefault(JAVA_SAMPLE, Map.of()));
    }

    /** The innermost frame that belongs to a stage decides; what the JDK does there is done for that stage. */
    private static void count(Tally tally, List<RecordedFrame> frames) {
        tally.all++;
        boolean named = false;
        boolean staged = false;
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            Stage stage = Stage.of(type);
            if (!staged && stage != null) {
                tally.stages.merge(stage, 1, Integer::sum);
                staged = true;
            }
            if (!named && type.startsWith("dev.nightdesk.")) {
                tally.methods.merge(type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName(), 1,
                        Integer::sum);
                named = true;
            }
            if (type.endsWith(".OutboxQueue") || type.endsWith(".WorkerLoop")) {
                tally.background++;
                break;
            }
        }
    }
}
