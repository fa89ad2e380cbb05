package dev.nightdesk.api.apikey;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.auth.CredentialMemory;
import dev.nightdesk.api.platform.auth.UseNotes;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.workspace.WorkspaceMode;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** API keys of a workspace. Keys run out in real time: a test clock moves calendars, not credentials. */
public final class ApiKeyService {
    private final ApiKeyStore store;
    private final ApiKeySecret.Pepper pepper;
    private final Commands commands;
    private final WorkspaceService workspaces;
    private final InstantSource clock;
    private final CredentialMemory<ApiKey> memory;
    private final UseNotes uses = new UseNotes();

    /** A service over the store. */
    public ApiKeyService(ApiKeyStore store, ApiKeySecret.Pepper pepper, Commands commands,
            WorkspaceService workspaces, InstantSource clock) {
        this.store = store;
        this.pepper = pepper;
        this.commands = commands;
        this.workspaces = workspaces;
        this.clock = clock;
        this.memory = new CredentialMemory<>(clock);
    }

    /** The key that the caller showed, if it works; the use is noted. Up to three seconds behind other nodes. */
    public Optional<ApiKey> use(ApiKeySecret shown) {
        Instant now = clock.instant();
        Optional<ApiKey> found = memory.recall(shown.prefix(), () -> store.findByPrefix(shown.prefix()))
                .filter(key -> pepper.matches(shown, key.hash()) && key.works(now));
        found.ifPresent(key -> uses.note(key.id(), key.lastUsedAt(), now, () -> store.used(key, now)));
        return found;
    }

    boolean exists(String workspaceId, String id) {
        return store.find(workspaceId, id).isPresent();
    }

    ApiKey get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    Page<ApiKey> list(Call call, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), from, limit);
    }

    Answer create(Call call, ApiKeyFields fields) {
        if (!call.principal().mayGrant(fields.scopes())) {
            throw Problem.of(ProblemCode.INSUFFICIENT_SCOPE, "A key cannot be given scopes that its maker lacks.");
        }
        if (fields.expiresAt() != null && !fields.expiresAt().isAfter(clock.instant())) {
            throw Problem.ofField(ProblemCode.INSTANT_NOT_LATER, "#/expires_at", "not_later",
                    "expires_at must lie in the future.");
        }
        boolean test = workspaces.lookUp(call.workspaceId()).orElseThrow(Problem::notFound)
                .mode() == WorkspaceMode.TEST;
        return commands.create(call, ResourceType.API_KEY, store, id -> {
            ApiKeySecret secret = ApiKeySecret.make(test);
            ApiKey made = ApiKey.create(id, call.workspaceId(), fields, secret.prefix(), pepper.hash(secret),
                    call.now());
            RawJson json = ApiKeyJson.view(made);
            RawJson shown = json.with("secret", "\"" + secret.text() + "\"");
            return Effect.of(made, Answer.created("/v1/api-keys/" + id, shown).version(1).withSecret())
                    .with(AuditEntry.COLLECTION, AuditEntry.of(call, ResourceType.API_KEY, id, null, json));
        });
    }

    Answer revoke(Call call, String id) {
        Answer answer = commands.change(call, store, id, key -> {
            ApiKey revoked = key.revoke(call.now());
            RawJson json = ApiKeyJson.view(revoked);
            return Effect.of(revoked, Answer.ok(json).version(revoked.version())).with(AuditEntry.COLLECTION,
                    AuditEntry.of(call, ResourceType.API_KEY, id, ApiKeyJson.view(key), json));
        });
        memory.forget(get(call, id).prefix());
        return answer;
    }
}
