package dev.nightdesk.api.webhook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Makes single attempts: checks where the URL leads now, connects to just that, sends one signed POST and reads the
 * first KiB of the answer, all within one time limit. Blocks its caller and is meant for virtual threads; safe for use
 * by many at once.
 */
public final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WebhookSender.class.getName());

    private final AddressPolicy policy;
    private final Resolver resolver;
    private final Duration limit;
    private final PinnedExchange exchange;

    /**
     * @param limit for look-up, connection, handshake, request and answer together
     * @param tls says which certificates are trusted; host names are checked in any case
     */
    public WebhookSender(AddressPolicy policy, Resolver resolver, Duration limit, SSLContext tls) {
        this(policy, resolver, limit, new PinnedExchange(tls, Connector::direct));
    }

    WebhookSender(AddressPolicy policy, Resolver resolver, Duration limit, PinnedExchange exchange) {
        this.policy = policy;
        this.resolver = resolver;
        this.limit = limit;
        this.exchange = exchange;
    }

    /**
     * Makes one attempt; every outcome is a result, none is thrown.
     *
     * @param webhookId the event's id, the same on every attempt
     * @param url as the endpoint stores it; checked again here
     * @param body the stored bytes
     * @param secrets newest first
     * @param now the attempt's time, signed and sent in whole seconds
     */
    public AttemptResult send(String webhookId, String url, byte[] body, List<WebhookSecret> secrets, Instant now) {
        Deadline deadline = Deadline.in(limit);
        try {
            Destination destination = policy.destination(url, resolver, deadline.remaining());
            return exchange.post(destination, headers(webhookId, body, secrets, now), body, deadline);
        } catch (AddressRefused e) {
            return AttemptResult.failed(FailureKind.ADDRESS_REFUSED, deadline.elapsed());
        } catch (UnknownHostException e) {
            return AttemptResult.failed(FailureKind.NAME_UNRESOLVED, deadline.elapsed());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "webhook attempt for " + webhookId + " broke", e);
            return AttemptResult.failed(FailureKind.INTERNAL, deadline.elapsed());
        }
    }

    private static Map<String, String> headers(
            String webhookId, byte[] body, List<WebhookSecret> secrets, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Nightdesk-Webhooks/1");
        headers.put("webhook-id", webhookId);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", WebhookSigner.sign(webhookId, now, body, secrets));
        return headers;
    }

    /** Stops the deadlines' timer; attempts under way are no longer cut and no new one can be made. */
    @Override
    public void close() {
        exchange.close();
    }
}
