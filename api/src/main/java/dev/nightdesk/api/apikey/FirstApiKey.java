package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Makes the key with which a new workspace is first entered; it may do everything. */
public final class FirstApiKey implements WorkspaceService.FirstKey {
    private static final ApiKeyFields FIRST = new ApiKeyFields("First key", Set.of(Scope.ADMIN), null, Map.of());

    private final ApiKeyStore store;
    private final ApiKeySecret.Pepper pepper;
    private final Ids ids;

    /** First keys that go into the store. */
    public FirstApiKey(ApiKeyStore store, ApiKeySecret.Pepper pepper, Ids ids) {
        this.store = store;
        this.pepper = pepper;
        this.ids = ids;
    }

    @Override
    public String issue(String workspaceId, boolean test, Instant now) {
        ApiKeySecret secret = ApiKeySecret.make(test);
        store.insert(ApiKey.create(ids.next(ResourceType.API_KEY, now), workspaceId, FIRST, secret.prefix(),
                pepper.hash(secret), now), OutboxEntry.nothing(1));
        return secret.text();
    }
}
