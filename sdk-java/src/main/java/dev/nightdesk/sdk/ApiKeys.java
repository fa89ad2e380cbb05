package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.ApiKey;
import dev.nightdesk.sdk.model.ApiKeyCreate;
import dev.nightdesk.sdk.model.ApiKeyList;
import dev.nightdesk.sdk.model.ListApiKeysParams;
import dev.nightdesk.sdk.request.ApiKeysRequests;

/**
 * Credentials of back ends. Every method throws a {@link NightdeskException} when it fails.
 */
public final class ApiKeys {

    private final Nightdesk nightdesk;

    ApiKeys(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** Makes a key. Its {@code secret()} is in this answer only. */
    public ApiKey create(ApiKeyCreate key, RequestOption... options) {
        return nightdesk.send(ApiKeysRequests.createApiKey(key), options).value();
    }

    /**
     * Reads a key, without its secret.
     *
     * @param id identifier of the key, not the key itself
     */
    public ApiKey get(String id, RequestOption... options) {
        return nightdesk.send(ApiKeysRequests.getApiKey(id), options).value();
    }

    /** All keys, newest first. */
    public Page<ApiKey> list(RequestOption... options) {
        return list(ListApiKeysParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<ApiKey> list(ListApiKeysParams params, RequestOption... options) {
        ApiKeyList page = nightdesk.send(ApiKeysRequests.listApiKeys(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Revokes a key for good; it stops working within 5 seconds.
     *
     * @param id identifier of the key, not the key itself
     */
    public ApiKey revoke(String id, RequestOption... options) {
        return nightdesk.send(ApiKeysRequests.revokeApiKey(id), options).value();
    }
}
