package dev.nightdesk.api;

import dev.nightdesk.api.platform.auth.Authenticator;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.stream.EventStreamRoutes;
import dev.nightdesk.api.stream.MongoViewerStore;
import dev.nightdesk.api.stream.StreamRoom;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Function;

/** Streams of events, composed. */
record StreamRooms(StreamRoom room, MongoViewerStore viewers) {
    static StreamRooms open(Foundation foundation, Router router, ConversationRooms rooms,
            Function<String, Instant> workspaceTime, Authenticator authenticator) {
        var viewers = new MongoViewerStore(foundation.room());
        var room = new StreamRoom(foundation.events(), rooms.conversations()::customerOf, rooms.typing(), viewers,
                workspaceTime, authenticator, new SecureRandom());
        rooms.presence().onTyping((workspaceId, conversationId) -> room.tellOfTyping(workspaceId));
        new EventStreamRoutes(room, rooms.conversations()).register(router);
        return new StreamRooms(room, viewers);
    }
}
