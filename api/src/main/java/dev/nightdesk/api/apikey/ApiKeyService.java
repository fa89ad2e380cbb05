package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** API keys of a workspace. */
public final class ApiKeyService {
    private final ApiKeyStore store;
    private final ApiKeySecret.Pepper pepper;
    private final Ids ids;

    /** A service over the store. */
    public ApiKeyService(ApiKeyStore store, ApiKeySecret.Pepper pepper, Ids ids) {
        this.store = store;
        this.pepper = pepper;
        this.ids = ids;
    }

    /** Stores the first key of a workspace, which may do everything, and answers its text. */
    public String issueFirst(String workspaceId, boolean test, Instant now) {
        ApiKeySecret secret = ApiKeySecret.make(test);
        ApiKey key = new ApiKey(ids.next(ResourceType.API_KEY, now), workspaceId, "First key", Set.of(Scope.ADMIN),
                secret.prefix(), pepper.hash(secret), null, null, null, Map.of(), 1, now, now);
        store.insert(key, OutboxEntry.nothing(1));
        return secret.text();
    }
}
