package dev.nightdesk.api.access;

import dev.nightdesk.api.access.CustomersByToken.TokenCustomer;
import dev.nightdesk.api.identitysecret.IdentitySecretService;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.CredentialMemory;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.workspace.Workspace;
import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Tokens of customers, signed by the embedding product with an identity secret of its workspace. */
final class CustomerTokens implements TokenAuthority {
    private static final String TYPE = "nd-customer+jwt";
    private static final Duration LONGEST = Duration.ofHours(24);

    private final IdentitySecretService secrets;
    private final CustomersByToken customers;
    private final CredentialMemory<TokenCustomer> memory;

    CustomerTokens(IdentitySecretService secrets, CustomersByToken customers, InstantSource clock) {
        this.secrets = secrets;
        this.customers = customers;
        this.memory = new CredentialMemory<>(clock);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public Optional<TokenKey> key(String workspaceId, String keyId) {
        return ResourceType.IDENTITY_SECRET.matches(keyId)
                ? secrets.key(workspaceId, keyId).map(key -> new TokenKey(key, Jwts.SIG.HS256)) : Optional.empty();
    }

    @Override
    public Optional<Principal> principal(Workspace workspace, VerifiedToken token) {
        Optional<TokenCustomer> customer = memory.recall(workspace.id() + "/" + token.claims().subject(),
                () -> customers.customer(workspace.id(), CustomerClaims.of(token.claims()),
                        workspace.fields().createCustomersFromTokens()));
        customer.ifPresent(known -> secrets.used(workspace.id(), token.keyId()));
        return customer.map(known -> new Principal(CallerKind.CUSTOMER, known.id(), workspace.id(),
                known.blocked() ? Scope.OF_BLOCKED_CUSTOMERS : Scope.OF_CUSTOMERS, workspace.testClockId()));
    }
}
