package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.IdentitySecret;
import dev.nightdesk.sdk.model.IdentitySecretCreate;
import dev.nightdesk.sdk.model.IdentitySecretList;
import dev.nightdesk.sdk.model.ListIdentitySecretsParams;
import dev.nightdesk.sdk.request.IdentitySecretsRequests;

/**
 * Secrets with which your product signs tokens for its customers; see {@link CustomerTokenSigner}. Every method throws
 * a
 * {@link NightdeskException} when it fails.
 */
public final class IdentitySecrets {

    private final Nightdesk nightdesk;

    IdentitySecrets(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** Makes a secret. Its {@code secret()} is in this answer only. */
    public IdentitySecret create(IdentitySecretCreate secret, RequestOption... options) {
        return nightdesk.send(IdentitySecretsRequests.createIdentitySecret(secret), options).value();
    }

    /** Reads about a secret, without the secret itself. */
    public IdentitySecret get(String id, RequestOption... options) {
        return nightdesk.send(IdentitySecretsRequests.getIdentitySecret(id), options).value();
    }

    /** All secrets, newest first. */
    public Page<IdentitySecret> list(RequestOption... options) {
        return list(ListIdentitySecretsParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<IdentitySecret> list(ListIdentitySecretsParams params, RequestOption... options) {
        IdentitySecretList page = nightdesk.send(IdentitySecretsRequests.listIdentitySecrets(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /** Revokes a secret for good; tokens signed with it stop working within 5 seconds. */
    public IdentitySecret revoke(String id, RequestOption... options) {
        return nightdesk.send(IdentitySecretsRequests.revokeIdentitySecret(id), options).value();
    }
}
