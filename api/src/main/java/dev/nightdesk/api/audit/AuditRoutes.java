package dev.nightdesk.api.audit;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.http.TimeRange;
import java.util.Optional;
import java.util.regex.Pattern;

/** The route of audit entries. */
public final class AuditRoutes {
    private static final Pattern ACTION = Pattern.compile("[a-z][A-Za-z]{0,63}");
    private static final Pattern ID = Pattern.compile("[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}");

    private final AuditStore store;
    private final Cursors cursors;

    /** Routes to the store. */
    public AuditRoutes(AuditStore store, Cursors cursors) {
        this.store = store;
        this.cursors = cursors;
    }

    /** Adds the route. */
    public void register(Router router) {
        router.on(Operation.LIST_AUDIT_ENTRIES, this::list);
    }

    private Answer list(Call call) {
        Query query = call.query();
        var filter = new AuditStore.Filter(formed(query, "action", ACTION, "an operationId"),
                formed(query, "actor_id", ID, "an id"), formed(query, "target_id", ID, "an id"),
                TimeRange.of(query, "created_at"));
        int limit = query.count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        query.check();
        return Page.answer(store.list(call.workspaceId(), filter, from, limit).map(AuditJson::view), call, cursors);
    }

    private static Optional<String> formed(Query query, String name, Pattern form, String formName) {
        Optional<String> value = query.text(name);
        value.filter(text -> !form.matcher(text).matches()).ifPresent(text -> {
            throw Problem.invalidParameter(name, "format", "must be " + formName);
        });
        return value;
    }
}
