package dev.nightdesk.sdk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that has not been sent; {@link Nightdesk#send} sends it, as often as wanted. The classes in
 * {@code dev.nightdesk.sdk.request} make one for every operation of the contract; {@link #builder} makes one for an
 * operation that is newer than this version of the SDK. Immutable.
 *
 * @param <T> what its answer is read as
 */
public final class ApiRequest<T> {

    private final String method;
    private final String path;
    private final Class<T> answerType;
    private final String operationId;
    private final Object query;
    private final Map<String, String> headers;
    private final Object body;
    private final String contentType;

    private ApiRequest(Builder<T> builder) {
        this.method = builder.method;
        this.path = builder.path;
        this.answerType = builder.answerType;
        this.operationId = builder.operationId;
        this.query = builder.query;
        this.headers = Map.copyOf(builder.headers);
        this.body = builder.body;
        this.contentType = builder.contentType;
    }

    /**
     * A builder.
     *
     * @param method such as {@code POST}
     * @param path path with parameters in braces, such as {@code /v1/conversations/{id}}
     * @param answerType what a successful answer is read as: a type of {@code dev.nightdesk.sdk.model}, a type that
     *         Jackson reads, {@code String} for text, {@code java.io.InputStream} for bytes that are not kept in
     * memory,
     *         or {@code Void} for nothing
     */
    public static <T> Builder<T> builder(String method, String path, Class<T> answerType) {
        return new Builder<>(method, path, answerType);
    }

    /** The HTTP method, in capitals. */
    public String method() {
        return method;
    }

    /** The path, percent-encoded, without the query. */
    public String path() {
        return path;
    }

    /** What a successful answer is read as. */
    public Class<T> answerType() {
        return answerType;
    }

    /** The operation of the contract; empty for one made by hand. */
    public Optional<String> operationId() {
        return Optional.ofNullable(operationId);
    }

    Object query() {
        return query;
    }

    Map<String, String> headers() {
        return headers;
    }

    Object body() {
        return body;
    }

    String contentType() {
        return contentType;
    }

    /** Builds a request. Not for several threads at once. */
    public static final class Builder<T> {

        private final String method;
        private final Class<T> answerType;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private String path;
        private String operationId;
        private Object query;
        private Object body;
        private String contentType;

        private Builder(String method, String path, Class<T> answerType) {
            this.method = Objects.requireNonNull(method, "method");
            this.path = Objects.requireNonNull(path, "path");
            this.answerType = Objects.requireNonNull(answerType, "answerType");
        }

        /** Names the operation of the contract. */
        public Builder<T> operationId(String id) {
            this.operationId = id;
            return this;
        }

        /** Puts a value, percent-encoded, in place of a parameter of the path. */
        public Builder<T> pathParameter(String name, String value) {
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(name + " must not be empty");
            }
            path = path.replace("{" + name + "}", encode(value));
            return this;
        }

        /** An object whose fields, as JSON, are the parameters of the query; a list becomes one value with commas. */
        public Builder<T> query(Object parameters) {
            this.query = parameters;
            return this;
        }

        /** A header. */
        public Builder<T> header(String name, String value) {
            headers.put(name, Objects.requireNonNull(value, name));
            return this;
        }

        /** A body that is sent as JSON, or a text of another media type that is sent as it is; null for none. */
        public Builder<T> body(Object content, String mediaType) {
            this.body = content;
            this.contentType = mediaType;
            return this;
        }

        /** A file as the body. */
        public Builder<T> body(AttachmentSource file) {
            return body(file, file.contentType());
        }

        /**
         * The finished request.
         *
         * @throws IllegalStateException when a parameter of the path was not given
         */
        public ApiRequest<T> build() {
            if (path.contains("{")) {
                throw new IllegalStateException("A parameter of the path is missing: " + path);
            }
            return new ApiRequest<>(this);
        }
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
