package dev.nightdesk.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Turns requests into HTTP.
 *
 * @param token supplies the credential for each attempt; null for none
 * @param keys makes idempotency keys
 */
record RequestEncoder(URI baseUrl, Supplier<String> token, Supplier<String> keys, String userAgent) {

    private static final Set<String> METHODS_WITH_KEY = Set.of("POST", "PATCH");

    Supplier<HttpRequest> encode(ApiRequest<?> request, CallSettings settings) {
        URI uri = URI.create(baseUrl + request.path() + query(request.query()));
        Map<String, String> headers = headers(request, settings);
        BodyPublisher body = body(request);
        return () -> {
            HttpRequest.Builder http = HttpRequest.newBuilder(uri).method(request.method(), body);
            headers.forEach(http::setHeader);
            if (token != null) {
                http.setHeader("Authorization", "Bearer " + token.get());
            }
            return http.build();
        };
    }

    private Map<String, String> headers(ApiRequest<?> request, CallSettings settings) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", userAgent);
        headers.put("Accept", accept(request.answerType()));
        if (request.body() != null) {
            headers.put("Content-Type", request.contentType());
        }
        if (METHODS_WITH_KEY.contains(request.method())) {
            headers.put("Idempotency-Key", settings.idempotencyKey() == null ? keys.get() : settings.idempotencyKey());
        }
        headers.putAll(request.headers());
        headers.putAll(settings.headers());
        return headers;
    }

    private static String accept(Class<?> answerType) {
        return answerType == InputStream.class || answerType == String.class
                ? "*/*"
                : "application/json, application/problem+json";
    }

    private static BodyPublisher body(ApiRequest<?> request) {
        Object body = request.body();
        if (body == null) {
            return BodyPublishers.noBody();
        }
        if (body instanceof AttachmentSource file) {
            return file.publisher();
        }
        boolean plain = body instanceof String && !request.contentType().endsWith("json");
        return plain ? BodyPublishers.ofString((String) body) : BodyPublishers.ofByteArray(Json.bytes(body));
    }

    private static String query(Object parameters) {
        if (parameters == null) {
            return "";
        }
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        Json.MAPPER.valueToTree(parameters).properties()
                .forEach(field -> query.add(ApiRequest.encode(field.getKey()) + "=" + value(field.getValue())));
        return query.toString();
    }

    private static String value(JsonNode value) {
        if (!value.isArray()) {
            return ApiRequest.encode(value.asText());
        }
        StringJoiner items = new StringJoiner(",");
        value.forEach(item -> items.add(ApiRequest.encode(item.asText())));
        return items.toString();
    }
}
