package dev.nightdesk.api.proof;

import dev.nightdesk.api.access.TokenFuzz;
import dev.nightdesk.api.customer.MergePatchFuzz;
import dev.nightdesk.api.platform.http.CursorFuzz;
import dev.nightdesk.api.platform.http.HeaderFuzz;
import dev.nightdesk.api.platform.http.QueryFuzz;
import dev.nightdesk.api.slasimulation.SimulationFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What reads a caller's bytes, each for a fuzzer to try.
 *
 * @param target has {@code fuzzerTestOneInput}, which a fuzzer finds by that name
 * @param seeds inputs to begin with
 * @param once one try; throws what no caller may bring about
 */
record FuzzTarget(Class<?> target, List<String> seeds, Consumer<byte[]> once) {
    /** All of them. */
    static List<FuzzTarget> all() {
        return List.of(
                new FuzzTarget(CursorFuzz.class, CursorFuzz.seeds(), CursorFuzz::fuzzerTestOneInput),
                new FuzzTarget(QueryFuzz.class, QueryFuzz.seeds(), QueryFuzz::fuzzerTestOneInput),
                new FuzzTarget(HeaderFuzz.class, HeaderFuzz.seeds(), HeaderFuzz::fuzzerTestOneInput),
                new FuzzTarget(TokenFuzz.class, TokenFuzz.seeds(), TokenFuzz::fuzzerTestOneInput),
                new FuzzTarget(MergePatchFuzz.class, MergePatchFuzz.seeds(), MergePatchFuzz::fuzzerTestOneInput),
                new FuzzTarget(SimulationFuzz.class, SimulationFuzz.seeds(), SimulationFuzz::fuzzerTestOneInput));
    }

    List<byte[]> inputs() {
        return seeds.stream().map(seed -> seed.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Writes the seeds into a folder for each target, named like its class. */
    public static void main(String[] folders) throws IOException {
        for (FuzzTarget each : all()) {
            Path folder = Files.createDirectories(Path.of(folders[0], each.target.getName()));
            for (int i = 0; i < each.inputs().size(); i++) {
                Files.write(folder.resolve("seed-" + i), each.inputs().get(i));
            }
        }
    }
}
