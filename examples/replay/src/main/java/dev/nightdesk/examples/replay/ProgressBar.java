package dev.nightdesk.examples.replay;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A line on the terminal that grows; on anything else than a terminal, only its last state. */
final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 32;
    private static final long REDRAW_MILLISECONDS = 200;

    private final PrintStream out;
    private final String unit;
    private final long total;
    private final LongAdder done = new LongAdder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    ProgressBar(PrintStream out, String unit, long total, boolean terminal) {
        this.out = out;
        this.unit = unit;
        this.total = total;
        if (terminal) {
            var unused = timer.scheduleAtFixedRate(() -> out.print('\r' + line(done.sum())),
                    0, REDRAW_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    /** One more is done; from any thread. */
    void advance() {
        done.increment();
    }

    String line(long now) {
        int filled = total == 0 ? WIDTH : (int) (now * WIDTH / total);
        return String.format(Locale.ROOT, "[%s%s] %,d of %,d %s",
                "#".repeat(filled), "·".repeat(WIDTH - filled), now, total, unit);
    }

    /** Draws it for the last time. */
    @Override
    public void close() {
        timer.shutdownNow();
        out.println('\r' + line(done.sum()));
    }
}
