package dev.nightdesk.api.identitysecret;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.auth.CredentialMemory;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.auth.UseNotes;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;

/** Identity secrets of a workspace. */
public final class IdentitySecretService {
    private static final System.Logger LOG = System.getLogger(IdentitySecretService.class.getName());

    private final IdentitySecretStore store;
    private final Seal seal;
    private final Commands commands;
    private final InstantSource clock;
    private final CredentialMemory<Opened> memory;
    private final UseNotes uses = new UseNotes();

    /** A service over the store. */
    public IdentitySecretService(IdentitySecretStore store, Seal seal, Commands commands, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.commands = commands;
        this.clock = clock;
        this.memory = new CredentialMemory<>(clock);
    }

    /** The HMAC key of a secret of the workspace, if it works. Up to three seconds behind other nodes. */
    public Optional<SecretKey> key(String workspaceId, String id) {
        return opened(workspaceId, id).map(Opened::key);
    }

    /** Notes that a token signed with the secret was accepted. */
    public void used(String workspaceId, String id) {
        Instant now = clock.instant();
        opened(workspaceId, id).map(Opened::secret).ifPresent(secret -> uses.note(id, secret.lastUsedAt(), now,
                () -> store.used(secret, now)));
    }

    boolean exists(String workspaceId, String id) {
        return store.find(workspaceId, id).isPresent();
    }

    IdentitySecret get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    Page<IdentitySecret> list(Call call, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), from, limit);
    }

    /** The unique place decides, not the count: of two that are made at once, neither may be the eleventh. */
    Answer create(Call call, IdentitySecretFields fields) {
        for (int attempt = 0; attempt < IdentitySecret.MOST_LIVE; attempt++) {
            try {
                return commands.create(call, ResourceType.IDENTITY_SECRET, store, id -> make(call, id, fields));
            } catch (DuplicateKey e) {
                LOG.log(System.Logger.Level.DEBUG, "another identity secret took the place first");
            }
        }
        throw Problem.of(ProblemCode.VERSION_CONFLICT, "Too many others are making identity secrets; try again.");
    }

    private Effect<IdentitySecret> make(Call call, String id, IdentitySecretFields fields) {
        SigningSecret secret = SigningSecret.make();
        IdentitySecret made = IdentitySecret.create(id, call.workspaceId(), fields,
                secret.sealed(seal, call.workspaceId(), id), freePlace(call.workspaceId()), call.now());
        RawJson json = IdentitySecretJson.view(made);
        RawJson shown = json.with("secret", "\"" + secret.text() + "\"");
        return Effect.of(made, Answer.created("/v1/identity-secrets/" + id, shown).version(1).withSecret())
                .with(AuditEntry.COLLECTION, AuditEntry.of(call, ResourceType.IDENTITY_SECRET, id, null, json));
    }

    Answer revoke(Call call, String id) {
        Answer answer = commands.change(call, store, id, secret -> {
            IdentitySecret revoked = secret.revoke(call.now());
            RawJson json = IdentitySecretJson.view(revoked);
            return Effect.of(revoked, Answer.ok(json).version(revoked.version())).with(AuditEntry.COLLECTION,
                    AuditEntry.of(call, ResourceType.IDENTITY_SECRET, id, IdentitySecretJson.view(secret), json));
        });
        memory.forget(memoryKey(call.workspaceId(), id));
        return answer;
    }

    private int freePlace(String workspaceId) {
        Set<Integer> taken = store.placesTaken(workspaceId);
        return IntStream.range(0, IdentitySecret.MOST_LIVE).filter(place -> !taken.contains(place)).findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.LIMIT_EXCEEDED, "At most " + IdentitySecret.MOST_LIVE
                        + " identity secrets may live at once; revoke one first."));
    }

    private Optional<Opened> opened(String workspaceId, String id) {
        return memory.recall(memoryKey(workspaceId, id), () -> store.find(workspaceId, id).map(Loaded::value)
                .filter(IdentitySecret::works).flatMap(this::open));
    }

    private Optional<Opened> open(IdentitySecret secret) {
        try {
            return Optional.of(new Opened(secret, SigningSecret.open(secret, seal).key()));
        } catch (Seal.SealBroken e) {
            LOG.log(System.Logger.Level.ERROR, "identity secret " + secret.id() + " of workspace "
                    + secret.workspaceId() + " is refused", e);
            return Optional.empty();
        }
    }

    private static String memoryKey(String workspaceId, String id) {
        return workspaceId + "/" + id;
    }

    private record Opened(IdentitySecret secret, SecretKey key) {
    }
}
