package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.DrainingException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.UnavailableException;
import dev.nightdesk.sdk.model.JsonWebKeySet;
import dev.nightdesk.sdk.model.OpenApiDocument;
import dev.nightdesk.sdk.model.ServiceStatus;
import dev.nightdesk.sdk.request.ServiceRequests;

/**
 * Health, metrics, public keys and the contract. No credential is needed. Every method throws a {@link
 * NightdeskException}
 * when it fails.
 */
public final class Service {

    private final Nightdesk nightdesk;

    Service(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** Answers when the process is alive, whatever the state of its database. */
    public ServiceStatus live(RequestOption... options) {
        return nightdesk.send(ServiceRequests.getLiveness(), options).value();
    }

    /**
     * Answers when the service can do its work; throws {@link UnavailableException} or {@link DrainingException} when
     * not.
     */
    public ServiceStatus ready(RequestOption... options) {
        return nightdesk.send(ServiceRequests.getReadiness(), options).value();
    }

    /** Metrics in the Prometheus text format. */
    public String metrics(RequestOption... options) {
        return nightdesk.send(ServiceRequests.getMetrics(), options).value();
    }

    /** The contract in YAML (OpenAPI 3.1). */
    public String openApiYaml(RequestOption... options) {
        return nightdesk.send(ServiceRequests.getOpenApiYaml(), options).value();
    }

    /** The contract in JSON (OpenAPI 3.1). */
    public OpenApiDocument openApiJson(RequestOption... options) {
        return nightdesk.send(ServiceRequests.getOpenApiJson(), options).value();
    }

    /** Public keys with which agent tokens can be checked (RFC 7517). */
    public JsonWebKeySet jsonWebKeys(RequestOption... options) {
        return nightdesk.send(ServiceRequests.getJsonWebKeySet(), options).value();
    }
}
