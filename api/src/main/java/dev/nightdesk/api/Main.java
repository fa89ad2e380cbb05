package dev.nightdesk.api;

import dev.nightdesk.api.platform.config.Configuration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads the environment, starts a node, and stops it when the process is told to stop. */
public final class Main {
    private Main() {
    }

    /** Starts; an error in the configuration is one sentence, not a stack. */
    public static void main(String[] arguments) throws InterruptedException {
        LogFormat.install();
        long started = System.nanoTime();
        Configuration configuration;
        App app;
        try {
            configuration = Configuration.of(System.getenv());
            app = App.start(configuration, InstantSource.system());
        } catch (RuntimeException e) {
            System.err.println("Nightdesk cannot start: " + e.getMessage());
            System.getLogger(Main.class.getName()).log(System.Logger.Level.DEBUG, "cannot start", e);
            System.exit(1);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(app, stopped), "shutdown"));
        greet(configuration, app.port(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        stopped.await();
    }

    private static void stop(App app, CountDownLatch stopped) {
        try {
            app.drain();
        } catch (InterruptedException e) {
            app.close();
        } finally {
            stopped.countDown();
            // All is closed; left to itself the JVM would report the signal, as if it had been struck down by it.
            Runtime.getRuntime().halt(0);
        }
    }

    private static void greet(Configuration configuration, int port, long millis) {
        System.out.println("Nightdesk listens on http://localhost:" + port + " (started in " + millis + " ms)");
        System.out.println("  the contract to read:  http://localhost:" + port + "/docs");
        if (configuration.platformKey().isEmpty()) {
            System.out.println("  the platform key:      cat " + configuration.data().resolve("platform.key"));
        }
    }
}
