package dev.nightdesk.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The raw limit: web server, JSON-B and driver, and nothing between them. No credentials, no rates, no validation, no
 * idempotency, no events; one read or one insert for each request.
 */
public final class RawServer {
    private static final byte[] STATIC = "{\"id\":\"wsp_01KJPTR3D091MT7YDNQRSDEYSD\",\"object\":\"workspace\"}"
            .getBytes(StandardCharsets.UTF_8);

    private final MongoCollection<Document> conversations;
    private final MongoCollection<Document> messages;
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES).withNullValues(true));

    private RawServer(MongoDatabase database) {
        conversations = database.getCollection("conversations");
        messages = database.getCollection("messages");
        conversations.createIndex(Indexes.descending("created_at", "_id"));
        messages.createIndex(Indexes.ascending("conversation_id", "created_at"));
    }

    /** Serves on a port, over the database of a connection string. */
    public static void main(String[] arguments) {
        MongoClient client = MongoClients.create(arguments[1]);
        RawServer server = new RawServer(client.getDatabase("raw").withWriteConcern(WriteConcern.MAJORITY));
        WebServer.builder().host("127.0.0.1").port(Integer.parseInt(arguments[0]))
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing((HttpRouting.Builder routing) -> server.route(routing)).build().start();
    }

    private void route(HttpRouting.Builder routing) {
        routing.get("/v1/workspace", (request, response) -> send(response, STATIC))
                .get("/v1/conversations/{id}", this::get)
                .get("/v1/conversations", this::page)
                .post("/v1/conversations/{id}/messages", this::append)
                .post("/v1/conversations", this::create);
    }

    private void get(ServerRequest request, ServerResponse response) {
        Document document = conversations.find(new Document("_id", request.path().pathParameters().get("id"))).first();
        send(response, json(RawConversation.read(document)));
    }

    private void page(ServerRequest request, ServerResponse response) {
        List<RawConversation> page = conversations.find().sort(new Document("created_at", -1).append("_id", -1))
                .limit(50).map(RawConversation::read).into(new ArrayList<>());
        send(response, json(Map.of("data", page, "has_more", true)));
    }

    private void append(ServerRequest request, ServerResponse response) {
        RawMessage message = body(request, RawMessage.Create.class)
                .in(request.path().pathParameters().get("id"), new ObjectId().toHexString(), Instant.now());
        messages.insertOne(message.document());
        send(response.status(Status.CREATED_201), json(message));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Document document = body(request, RawConversation.Create.class)
                .document(new ObjectId().toHexString(), Instant.now());
        conversations.insertOne(document);
        send(response.status(Status.CREATED_201), json(RawConversation.read(document)));
    }

    private <T> T body(ServerRequest request, Class<T> type) {
        return jsonb.fromJson(request.content().inputStream(), type);
    }

    private byte[] json(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        jsonb.toJson(value, bytes);
        return bytes.toByteArray();
    }

    private static void send(ServerResponse response, byte[] json) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(json);
    }
}
