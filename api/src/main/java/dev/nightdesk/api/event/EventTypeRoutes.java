package dev.nightdesk.api.event;

import dev.nightdesk.api.platform.event.EventCatalog;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.json.RawJson;

/** The route that tells which types of events there are. */
public final class EventTypeRoutes {
    private final byte[] list;

    /** A route to the catalog. */
    public EventTypeRoutes(EventCatalog catalog) {
        list = RawJson.page(catalog.all(), null);
    }

    /** Adds the route. */
    public void register(Router router) {
        router.on(Operation.LIST_EVENT_TYPES, this::list);
    }

    private Answer list(Call call) {
        call.query().check();
        return Answer.of(200, list);
    }
}
