package dev.nightdesk.sdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Builds a {@link Nightdesk}. Only {@link #baseUrl} is needed, and a credential for everything but
 * {@link Nightdesk#service()}. Not for several threads at once.
 */
public final class NightdeskBuilder {

    private URI baseUrl;
    private Supplier<String> token;
    private HttpClient httpClient;
    private Executor executor;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration timeout = Duration.ofSeconds(30);
    private Duration deadline = Duration.ofMinutes(2);
    private int maxRetries = 4;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private Sleeper sleeper = Sleeper.SYSTEM;
    private InstantSource clock = InstantSource.system();
    private Supplier<String> idempotencyKeys = () -> UUID.randomUUID().toString();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    NightdeskBuilder() {
    }

    /** Where the service is, such as {@code https://support.example.com}; a path is kept as a prefix. */
    public NightdeskBuilder baseUrl(String url) {
        return baseUrl(URI.create(url));
    }

    /** Where the service is. */
    public NightdeskBuilder baseUrl(URI url) {
        if (!Objects.equals(url.getScheme(), "http") && !Objects.equals(url.getScheme(), "https")) {
            throw new IllegalArgumentException("baseUrl begins with http:// or https://, not " + url);
        }
        String text = url.toString();
        this.baseUrl = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
        return this;
    }

    /** Acts as a back end, with a key of one workspace: {@code nd_…}. */
    public NightdeskBuilder apiKey(String key) {
        return credential(constant(key, "apiKey"));
    }

    /** Acts as the operator: makes workspaces and test clocks, and can do nothing else. */
    public NightdeskBuilder platformKey(String key) {
        return credential(constant(key, "platformKey"));
    }

    /**
     * Acts as a customer.
     *
     * @param supplier asked before every attempt, so it may renew the token; it should keep a token while it is good
     */
    public NightdeskBuilder customerToken(Supplier<String> supplier) {
        return credential(supplier);
    }

    /**
     * Acts as an agent, with a token of {@code agents().createToken}.
     *
     * @param supplier asked before every attempt, so it may renew the token; it should keep a token while it is good
     */
    public NightdeskBuilder agentToken(Supplier<String> supplier) {
        return credential(supplier);
    }

    private NightdeskBuilder credential(Supplier<String> supplier) {
        if (token != null) {
            throw new IllegalStateException("A client has one credential; build a second client for another");
        }
        this.token = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    private static Supplier<String> constant(String key, String name) {
        Objects.requireNonNull(key, name);
        return () -> key;
    }

    /** How long making a connection may take; 5 s by default. Not used with {@link #httpClient}. */
    public NightdeskBuilder connectTimeout(Duration duration) {
        this.connectTimeout = RequestOption.positive(duration);
        return this;
    }

    /** How long one attempt may take until its answer is there; 30 s by default. */
    public NightdeskBuilder timeout(Duration duration) {
        this.timeout = RequestOption.positive(duration);
        return this;
    }

    /** How long a call may take in all, with its retries and the pauses between them; 2 min by default. */
    public NightdeskBuilder deadline(Duration duration) {
        this.deadline = RequestOption.positive(duration);
        return this;
    }

    /**
     * How often a failed attempt is repeated; 4 by default, 0 for never. Repeated are 429, 502, 503, 504, broken
     * connections, time-outs, and 409 {@code idempotency_in_progress}.
     */
    public NightdeskBuilder maxRetries(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative: " + count);
        }
        this.maxRetries = count;
        return this;
    }

    /**
     * The pauses between attempts where the service does not ask for one: at random between the half and the whole of a
     * bound that doubles each time.
     *
     * @param initial the first bound; 250 ms by default
     * @param longest where it stops doubling; 8 s by default
     */
    public NightdeskBuilder backoff(Duration initial, Duration longest) {
        this.retryPolicy = new RetryPolicy(RequestOption.positive(initial), RequestOption.positive(longest),
                retryPolicy.maxRetryAfter());
        return this;
    }

    /**
     * How long a pause the service may ask for with {@code Retry-After}; 60 s by default. When it asks for more, the
     * call
     * fails at once: coming back earlier than asked would only fail again.
     */
    public NightdeskBuilder maxRetryAfter(Duration duration) {
        this.retryPolicy = new RetryPolicy(retryPolicy.initialBackoff(), retryPolicy.maxBackoff(),
                RequestOption.positive(duration));
        return this;
    }

    /**
     * Your own HTTP client, for a proxy or TLS settings; by default one is made for HTTP/1.1 that follows no redirect.
     */
    public NightdeskBuilder httpClient(HttpClient client) {
        this.httpClient = Objects.requireNonNull(client, "client");
        return this;
    }

    /** Where the HTTP client does its work; by default it has threads of its own. Not used with {@link #httpClient}. */
    public NightdeskBuilder executor(Executor value) {
        this.executor = Objects.requireNonNull(value, "executor");
        return this;
    }

    /** How to wait between attempts; for tests. */
    public NightdeskBuilder sleeper(Sleeper value) {
        this.sleeper = Objects.requireNonNull(value, "sleeper");
        return this;
    }

    /** The clock that deadlines and dates in {@code Retry-After} are held against; for tests. */
    public NightdeskBuilder clock(InstantSource value) {
        this.clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /** Makes idempotency keys, each 1–255 visible ASCII characters; random UUIDs by default. */
    public NightdeskBuilder idempotencyKeys(Supplier<String> supplier) {
        this.idempotencyKeys = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /** Spreads the pauses: numbers from 0 (inclusive) to 1 (exclusive); for tests. */
    public NightdeskBuilder random(DoubleSupplier supplier) {
        this.random = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * The client. It opens no connection before the first call.
     *
     * @throws IllegalStateException when there is no {@link #baseUrl}
     */
    public Nightdesk build() {
        if (baseUrl == null) {
            throw new IllegalStateException("Nightdesk needs a baseUrl");
        }
        String version = Optional.ofNullable(Nightdesk.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        RequestEncoder encoder = new RequestEncoder(baseUrl, token, idempotencyKeys, "nightdesk-sdk-java/" + version);
        CallSettings defaults = new CallSettings(timeout, deadline, maxRetries, null, Map.of());
        return new Nightdesk(new Transport(
                new Exchange(client()), encoder, defaults, retryPolicy, sleeper, clock, random));
    }

    private HttpClient client() {
        if (httpClient != null) {
            return httpClient;
        }
        // HTTP/1.1: an upgrade to HTTP/2 in clear text costs a round trip and brings nothing to calls like these.
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        if (executor != null) {
            client.executor(executor);
        }
        return client.build();
    }
}
