package dev.nightdesk.examples.replay;

import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.NightdeskBuilder;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.WorkspaceCreate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What commands that work on a service have in common: how they find it, how they tell their usage, how they end. */
public final class Command {

    /** What {@link #connect} looks for, for a usage text. */
    public static final String ENVIRONMENT = """

            NIGHTDESK_URL        where the service is (default http://localhost:8080)
            NIGHTDESK_API_KEY    a key with scope admin, or
            NIGHTDESK_PLATFORM_KEY to make a workspace for this run
            """;

    private Command() {
    }

    /** What a command does. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @return whether all went well
         * @throws IllegalArgumentException when it was called wrongly; the message says how
         */
        boolean run() throws IOException, InterruptedException;
    }

    /** Does the work; answers 1 when something failed, 2 when it was called wrongly. {@code --help} tells the usage. */
    public static int exitCode(String usage, String[] arguments, Work work) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(usage);
            return 0;
        }
        try {
            return work.run() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(usage);
            return 2;
        } catch (NightdeskException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /**
     * The service that the environment names, in a workspace of this name when there is no key of one.
     *
     * @throws IllegalArgumentException when there is no key at all
     */
    public static Nightdesk connect(Map<String, String> environment, String workspace) {
        String url = environment.getOrDefault("NIGHTDESK_URL", "http://localhost:8080");
        String apiKey = environment.get("NIGHTDESK_API_KEY");
        if (apiKey == null) {
            String platformKey = environment.get("NIGHTDESK_PLATFORM_KEY");
            if (platformKey == null) {
                throw new IllegalArgumentException("Set NIGHTDESK_API_KEY or NIGHTDESK_PLATFORM_KEY");
            }
            apiKey = patient(url).platformKey(platformKey).build().workspaces()
                    .create(WorkspaceCreate.builder().name(workspace).build()).apiKey().orElseThrow();
        }
        return patient(url).apiKey(apiKey).build();
    }

    // Thousands of requests meet the rate limit of a key; the SDK waits as long as it is told to.
    private static NightdeskBuilder patient(String url) {
        return Nightdesk.builder().baseUrl(url).maxRetries(100).deadline(Duration.ofMinutes(10));
    }
}
