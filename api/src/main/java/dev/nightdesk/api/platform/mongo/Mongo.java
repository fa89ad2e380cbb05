package dev.nightdesk.api.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.mongodb.MongoDbClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** The connection, owned by Helidon's DbClient; queries go through the driver underneath. */
public final class Mongo implements AutoCloseable {
    private static final String DEFAULT_DATABASE = "nightdesk";

    private final DbClient client;
    private final MongoDatabase database;
    private final LookAhead lookAhead;

    private Mongo(DbClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
        this.lookAhead = new LookAhead(database);
    }

    /**
     * Connects to the server or cluster of a connection string. Writes are acknowledged by a majority, decisions read
     * from the primary, and no operation takes longer than the time-out.
     */
    public static Mongo connect(String uri, Duration timeout) {
        String complete = withTimeouts(uri, timeout);
        DbClient client = MongoDbClientBuilder.create().url(complete).build();
        String name = new ConnectionString(uri).getDatabase();
        MongoDatabase database = client.unwrap(MongoClient.class)
                .getDatabase(name == null ? DEFAULT_DATABASE : name)
                .withWriteConcern(WriteConcern.MAJORITY).withReadPreference(ReadPreference.primary());
        return new Mongo(client, database.withCodecRegistry(PlainDocumentCodec.in(database.getCodecRegistry())));
    }

    /** The database. */
    public MongoDatabase database() {
        return database;
    }

    /** A collection of it. */
    public MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /** Look-ups ahead of its writes. */
    LookAhead lookAhead() {
        return lookAhead;
    }

    /** Whether the database answers; it may take as long as the time-out. */
    public void ping() {
        database.withTimeout(1, TimeUnit.SECONDS).runCommand(new Document("ping", 1));
    }

    /** What time it is where the database is; empty when it does not tell. */
    public Optional<Instant> time() {
        return Optional.ofNullable(database.runCommand(new Document("hello", 1))
                .getDate("localTime")).map(Date::toInstant);
    }

    @Override
    public void close() {
        client.unwrap(MongoClient.class).close();
    }

    /** What the operator's string says goes; what it leaves open is set here. */
    private static String withTimeouts(String uri, Duration timeout) {
        String base = uri.contains("/?") || uri.matches("mongodb(\\+srv)?://[^/]+/.*") ? uri : uri + "/";
        StringBuilder complete = new StringBuilder(base);
        String separator = base.contains("?") ? "&" : "?";
        for (String option : new String[] {"timeoutMS", "serverSelectionTimeoutMS"}) {
            if (!base.toLowerCase(Locale.ROOT).contains(option.toLowerCase(Locale.ROOT))) {
                complete.append(separator).append(option).append('=').append(timeout.toMillis());
                separator = "&";
            }
        }
        return complete.toString();
    }
}
