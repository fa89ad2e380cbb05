package dev.nightdesk.api;

import dev.nightdesk.api.platform.mongo.embedded.DataFolder;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The embedded database without the API: serving it alone, copying it, moving it to and from a MongoDB. */
public final class DatabaseTool {
    private static final int USUAL_PORT = 27_017;

    private DatabaseTool() {
    }

    /** {@code database}, or one of the copying commands with its argument. */
    public static void main(String[] arguments) throws InterruptedException {
        LogFormat.install();
        try {
            run(arguments.length == 0 ? "" : arguments[0], arguments.length < 2 ? null : arguments[1]);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            System.err.println("That failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String command, String argument) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        Path data = Path.of(environment.getOrDefault("NIGHTDESK_DATA", "data"));
        Path folder = data.resolve(Foundation.DATABASE_FOLDER);
        switch (command) {
            case "database" -> serve(folder, port(environment));
            case "backup" -> new DataFolder(folder).backup(Path.of(required(argument, "the file to write")));
            case "restore" -> new DataFolder(folder).restore(Path.of(required(argument, "the backup to read")));
            case "export" -> tell(new DataFolder(folder).exportTo(required(argument, "a MongoDB URI")));
            case "import" -> tell(new DataFolder(folder).importFrom(required(argument, "a MongoDB URI")));
            default -> throw new IllegalArgumentException("There is no command " + command + ".");
        }
    }

    private static void serve(Path folder, int port) throws InterruptedException {
        EmbeddedMongo database = EmbeddedMongo.open(folder, port).withTime(InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            database.close();
            stopped.countDown();
        }, "shutdown"));
        System.out.println("The database listens; nodes find it by NIGHTDESK_MONGODB_URI=" + database.connectionString());
        stopped.await();
    }

    private static int port(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("NIGHTDESK_DATABASE_PORT")).map(Integer::parseInt)
                .orElse(USUAL_PORT);
    }

    private static void tell(long documents) {
        System.out.println(documents + " documents copied.");
    }

    private static String required(String argument, String what) {
        if (argument == null) {
            throw new IllegalArgumentException("This needs " + what + ".");
        }
        return argument;
    }
}
