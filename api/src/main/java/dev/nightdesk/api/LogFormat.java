package dev.nightdesk.api;

import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.time.Timestamps;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One JSON object a line, so that nothing a caller sends can forge a line or break one. */
final class LogFormat extends Formatter {
    /** Libraries that tell the operator nothing at INFO. */
    private static final String[] QUIET = {"io.helidon", "org.mongodb", "io.netty", "org.eclipse.yasson"};

    /** Makes this the only format of the process's log. */
    static void install() {
        Logger root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(new LogFormat());
        root.addHandler(handler);
        for (String name : QUIET) {
            QUIETED.put(name, Logger.getLogger(name));
            QUIETED.get(name).setLevel(Level.WARNING);
        }
    }

    /** Loggers are kept weakly by the JDK; a level set on one that nobody holds is soon forgotten. */
    private static final Map<String, Logger> QUIETED = new LinkedHashMap<>();

    @Override
    public String format(LogRecord record) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Timestamps.format(record.getInstant()));
        line.put("level", record.getLevel().getName());
        line.put("logger", record.getLoggerName());
        line.put("message", formatMessage(record));
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            line.put("failure", trace.toString());
        }
        return new String(Json.write(line), StandardCharsets.UTF_8) + "\n";
    }
}
