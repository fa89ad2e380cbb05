package dev.nightdesk.api.stream;

import dev.nightdesk.api.conversation.ConversationService;
import dev.nightdesk.api.event.EventTypes;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.ResourceType;
import java.util.Optional;

/** The routes of streams of events. */
public final class EventStreamRoutes {
    private static final String CONVERSATION = "conversation_id";

    private final StreamRoom room;
    private final ConversationService conversations;

    /** Routes to the room. */
    public EventStreamRoutes(StreamRoom room, ConversationService conversations) {
        this.room = room;
        this.conversations = conversations;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.STREAM_EVENTS, this::all)
                .on(Operation.STREAM_CONVERSATION_EVENTS, this::ofConversation,
                        call -> conversations.visible(call, call.parameter(CONVERSATION)));
    }

    private Answer all(Call call) {
        Optional<String> after = after(call);
        EventTypes types = EventTypes.read(call.query());
        Optional<String> conversation = call.query().text(CONVERSATION, 40);
        call.query().check();
        conversation.filter(id -> !ResourceType.CONVERSATION.matches(id)).ifPresent(id -> {
            throw Problem.invalidParameter(CONVERSATION, "format", "must be the id of conversation");
        });
        return open(call, new Reader(call.principal(), types, conversation, false), after);
    }

    private Answer ofConversation(Call call) {
        Optional<String> after = after(call);
        EventTypes types = EventTypes.read(call.query());
        call.query().check();
        String id = call.parameter(CONVERSATION);
        conversations.get(call, id);
        return open(call, new Reader(call.principal(), types, Optional.of(id), true), after);
    }

    /** A browser that comes back asks by the header, at the address that it was first given. */
    private static Optional<String> after(Call call) {
        Optional<String> query = call.query().text("after", 64);
        return call.header("Last-Event-ID").filter(id -> !id.isEmpty()).or(() -> query);
    }

    private Answer open(Call call, Reader reader, Optional<String> after) {
        room.admit(call.principal());
        StreamRoom.Place place = room.place(call.workspaceId(), after);
        String bearer = call.header("Authorization").orElseThrow().substring("Bearer ".length()).trim();
        Credential credential = room.credential(bearer);
        return Answer.live(Answer.EVENT_STREAM, new EventStream(reader, credential, place, room))
                .header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
    }
}
