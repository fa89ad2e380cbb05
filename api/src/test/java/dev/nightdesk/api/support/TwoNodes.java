package dev.nightdesk.api.support;

import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import java.nio.file.Path;
import java.util.Map;

/**
 * Two nodes that know of each other only by the database they share.
 *
 * @param database closed with them
 * @param clock of both and of the database
 * @param first the one
 * @param second the other
 */
public record TwoNodes(EmbeddedMongo database, TestClock clock, TestNode first, TestNode second)
        implements AutoCloseable {
    /** Starts them over a new database in the folder. */
    public static TwoNodes start(Path folder) {
        TestClock clock = new TestClock();
        EmbeddedMongo database = EmbeddedMongo.open(folder, 0).withTime(clock);
        Map<String, String> settings = Map.of("MONGODB_URI", database.connectionString());
        return new TwoNodes(database, clock, TestNode.start(settings, clock), TestNode.start(settings, clock));
    }

    @Override
    public void close() {
        first.close();
        second.close();
        database.close();
    }
}
