package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.auth.Seal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns an endpoint's secrets into what is stored and back. */
record SecretSeal(Seal seal) {
    /** The stored form, the current secret first. */
    List<SealedSecret> close(String workspaceId, String endpointId, SigningSecrets secrets) {
        List<SealedSecret> sealed = new ArrayList<>();
        sealed.add(new SealedSecret(close(workspaceId, endpointId, secrets.current()), null));
        secrets.retired().forEach(old ->
                sealed.add(new SealedSecret(close(workspaceId, endpointId, old.secret()), old.until())));
        return List.copyOf(sealed);
    }

    /**
     * The secrets of a stored endpoint.
     *
     * @throws Seal.SealBroken when one was changed, or sealed for another endpoint or workspace
     */
    SigningSecrets open(WebhookEndpoint endpoint) {
        List<SealedSecret> sealed = endpoint.secrets();
        List<SigningSecrets.Retired> retired = sealed.stream().skip(1)
                .map(old -> new SigningSecrets.Retired(open(endpoint, old), old.until())).toList();
        return new SigningSecrets(open(endpoint, sealed.getFirst()), retired);
    }

    private byte[] close(String workspaceId, String endpointId, WebhookSecret secret) {
        return seal.close(secret.reveal().getBytes(StandardCharsets.UTF_8), place(workspaceId, endpointId));
    }

    private WebhookSecret open(WebhookEndpoint endpoint, SealedSecret secret) {
        byte[] text = seal.open(secret.sealed(), place(endpoint.workspaceId(), endpoint.id()));
        return WebhookSecret.parse(new String(text, StandardCharsets.UTF_8));
    }

    private static String place(String workspaceId, String endpointId) {
        return workspaceId + "/" + endpointId;
    }
}
