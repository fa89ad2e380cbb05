package dev.nightdesk.api.event;

import dev.nightdesk.api.conversation.ConversationService;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventJson;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routes of the event log: the one of the workspace, and the part of it that one conversation is. */
public final class EventRoutes {
    /** How many events one request looks at, however few of them match its filter. */
    private static final int MOST_LOOKED_AT = 2_000;

    private final EventLog log;
    private final ConversationService conversations;

    /** Routes to the log. */
    public EventRoutes(EventLog log, ConversationService conversations) {
        this.log = log;
        this.conversations = conversations;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.LIST_EVENTS, this::list)
                .on(Operation.LIST_CONVERSATION_EVENTS, this::ofConversation,
                        call -> conversations.visible(call, call.parameter("conversation_id")));
    }

    private Answer list(Call call) {
        Optional<Event> after = after(call);
        EventTypes types = EventTypes.read(call.query());
        Optional<String> conversation = call.query().text("conversation_id", 40);
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        call.query().check();
        conversation.filter(id -> !ResourceType.CONVERSATION.matches(id)).ifPresent(id -> {
            throw Problem.invalidParameter("conversation_id", "format", "must be the id of conversation");
        });
        return conversation.isPresent() ? page(call, ofConversation(call, conversation.get(), after, types, limit))
                : page(call, scan(call, after.map(Event::sequence).orElse(0L), types, limit));
    }

    private Answer ofConversation(Call call) {
        Optional<Event> after = after(call);
        EventTypes types = EventTypes.read(call.query());
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        call.query().check();
        String id = call.parameter("conversation_id");
        conversations.get(call, id);
        return page(call, ofConversation(call, id, after, types, limit));
    }

    /** An event of the log, or why there is none with the id. */
    private Optional<Event> after(Call call) {
        Optional<String> id = call.query().text("after");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EventPlace.of(log, call.workspaceId(), id.get()));
    }

    private Found scan(Call call, long after, EventTypes types, int limit) {
        List<Event> found = new ArrayList<>();
        long place = after;
        Event last = null;
        int looked = 0;
        while (looked < MOST_LOOKED_AT) {
            List<Event> some = log.after(call.workspaceId(), place, types.all() ? limit + 1 - found.size() : Page.MOST);
            for (Event event : some) {
                if (found.size() == limit) {
                    return new Found(found, Optional.of(last));
                }
                if (types.match(event.draft().type())) {
                    found.add(event);
                }
                last = event;
                place = event.sequence();
            }
            if (some.isEmpty()) {
                return new Found(found, Optional.empty());
            }
            looked += some.size();
        }
        return new Found(found, Optional.of(last));
    }

    private Found ofConversation(Call call, String id, Optional<Event> after, EventTypes types, int limit) {
        long place = after.filter(event -> id.equals(event.draft().conversationId()))
                .map(event -> event.draft().conversationSequence()).orElse(0L);
        List<Event> matching = new ArrayList<>();
        List<Event> some = log.ofConversation(call.workspaceId(), id, place, MOST_LOOKED_AT);
        Event last = null;
        for (Event event : some) {
            if (matching.size() == limit) {
                return new Found(matching, Optional.of(last));
            }
            if (types.match(event.draft().type())) {
                matching.add(event);
            }
            last = event;
        }
        return new Found(matching, some.size() == MOST_LOOKED_AT ? Optional.of(last) : Optional.empty());
    }

    private static Answer page(Call call, Found found) {
        List<RawJson> bodies = found.events().stream().map(EventJson::body).toList();
        String next = found.resumeAfter().map(Event::id).orElse(null);
        Answer answer = Answer.of(200, RawJson.page(bodies, next));
        return next == null ? answer
                : answer.header("Link", "<" + Page.address(call, "after", next) + ">; rel=\"next\"");
    }

    /** A page of events, and the one to resume after when there is more. */
    private record Found(List<Event> events, Optional<Event> resumeAfter) {
    }
}
