package dev.nightdesk.bench;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What a server holds before it is driven.
 *
 * @param id the workspace; null on the raw server, which has none
 * @param key the credential to show; the raw server looks at none
 * @param customer whose the conversations are
 * @param ids a file with the ids of the conversations, one a line
 */
record Workspace(String id, String key, String customer, Path ids) {
    private static final int AT_ONCE = 16;
    private static final Jsonb JSONB = JsonbBuilder.create();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The arguments of the script for one kind of request. */
    List<String> arguments(String kind) {
        return List.of(kind, key, ids.toString(), customer);
    }

    /** A workspace of the product, with a customer and so many conversations. */
    static Workspace ofProduct(String url, String platformKey, int conversations, Path folder) {
        Map<?, ?> made = post(url + "/v1/workspaces", platformKey, "{\"name\":\"Bench\"}");
        String key = (String) made.get("api_key");
        Map<?, ?> customer = post(url + "/v1/customers", key, "{\"name\":\"Ada\",\"external_id\":\"user_1\"}");
        String id = (String) made.get("id");
        return seeded(url, id, key, (String) customer.get("id"), conversations, folder.resolve(id + ".ids"));
    }

    /** The same on the raw server. */
    static Workspace ofRaw(String url, int conversations, Path folder) {
        return seeded(url, null, "none", "cus_01KJPTR3D091MT7YDNQRSDEYSD", conversations, folder.resolve("raw.ids"));
    }

    private static Workspace seeded(String url, String id, String key, String customer, int conversations, Path file) {
        String body = """
                {"customer_id":"%s","subject":"Transfer sent back","channel":"chat","language":"en",
                 "tags":["billing"],"attributes":{"order":"10017"}}""".formatted(customer);
        List<Future<String>> made;
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            made = IntStream.range(0, conversations).mapToObj(number -> workers.submit(
                    () -> (String) post(url + "/v1/conversations", key, body).get("id"))).toList();
        }
        try {
            Files.write(file, made.stream().map(Future::resultNow).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Workspace(id, key, customer, file);
    }

    private static Map<?, ?> post(String url, String key, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("Seeding was refused: " + answer.body());
            }
            return JSONB.fromJson(answer.body(), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
