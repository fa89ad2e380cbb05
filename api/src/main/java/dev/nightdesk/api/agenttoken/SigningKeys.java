package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.time.Timestamps;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The installation's keys for agent tokens: the first use makes one, and all nodes share it. */
public final class SigningKeys {
    private static final System.Logger LOG = System.getLogger(SigningKeys.class.getName());

    private final SigningKeyStore store;
    private final Seal seal;
    private final Ids ids;
    private final InstantSource clock;
    /** Keys never change, so what was opened once stays good. */
    private final Map<String, EcPrivateJwk> opened = new ConcurrentHashMap<>();
    private volatile EcPrivateJwk current;

    /** Keys that are kept in the store under the seal. */
    public SigningKeys(SigningKeyStore store, Seal seal, Ids ids, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.ids = ids;
        this.clock = clock;
    }

    /** A public key and the only algorithm that it checks. */
    public record CheckingKey(PublicKey key, SignatureAlgorithm algorithm) {
    }

    /** The key with this id; empty when there is none, or the stored one was tampered with. */
    public Optional<CheckingKey> find(String id) {
        EcPrivateJwk known = opened.get(id);
        Optional<EcPrivateJwk> key = known != null ? Optional.of(known)
                : store.find(SigningKey.OWNER, id).map(Loaded::value).flatMap(this::openIfWhole);
        return key.map(jwk -> new CheckingKey(jwk.toPublicJwk().toKey(), Jwts.SIG.ES256));
    }

    /** The key to sign with. */
    EcPrivateJwk current() {
        if (current == null) {
            current = all().getFirst();
        }
        return current;
    }

    /** All keys, the newest first; never empty. */
    List<EcPrivateJwk> all() {
        List<SigningKey> stored = store.all();
        if (stored.isEmpty()) {
            make();
            stored = store.all();
        }
        return stored.stream().map(this::open).toList();
    }

    private void make() {
        String id = ids.next(ResourceType.SIGNING_KEY, clock.instant());
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        EcPrivateJwk jwk = Jwks.builder().ecKeyPair(pair).id(id).algorithm(Jwts.SIG.ES256.getId())
                .publicKeyUse("sig").build();
        byte[] sealed = seal.close(Jwks.UNSAFE_JSON(jwk).getBytes(StandardCharsets.UTF_8), id);
        try {
            store.insert(new SigningKey(id, 1, Jwts.SIG.ES256.getId(), sealed, Timestamps.truncate(clock.instant())),
                    OutboxEntry.nothing(1));
        } catch (DuplicateKey e) {
            LOG.log(System.Logger.Level.DEBUG, "another node has made the signing key");
        }
    }

    private Optional<EcPrivateJwk> openIfWhole(SigningKey stored) {
        try {
            return Optional.of(open(stored));
        } catch (Seal.SealBroken e) {
            LOG.log(System.Logger.Level.ERROR, "signing key " + stored.id() + " is refused", e);
            return Optional.empty();
        }
    }

    private EcPrivateJwk open(SigningKey stored) {
        return opened.computeIfAbsent(stored.id(), id -> {
            if (!stored.algorithm().equals(Jwts.SIG.ES256.getId())) {
                throw new IllegalStateException("signing key " + id + " is for " + stored.algorithm());
            }
            String json = new String(seal.open(stored.sealed(), id), StandardCharsets.UTF_8);
            return (EcPrivateJwk) Jwks.parser().build().parse(json);
        });
    }
}
