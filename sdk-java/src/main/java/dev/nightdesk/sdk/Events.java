package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.EventExpiredException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.EventList;
import dev.nightdesk.sdk.model.EventTypeDescription;
import dev.nightdesk.sdk.model.ListEventsParams;
import dev.nightdesk.sdk.model.StreamEventsParams;
import dev.nightdesk.sdk.request.EventsRequests;
import java.util.List;

/**
 * The log of everything that was accepted, in its order, without gaps. Keep {@link Page#nextCursor()} of the last page
 * and
 * give it as {@code after} to go on where you were. Every method throws a {@link NightdeskException} when it fails, and
 * an
 * {@link EventExpiredException} when {@code after} is older than the workspace keeps events.
 */
public final class Events {

    private final Nightdesk nightdesk;

    Events(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** All events, oldest first. */
    public Page<Event> list(RequestOption... options) {
        return list(ListEventsParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code after} unless you go on from an earlier page. */
    public Page<Event> list(ListEventsParams params, RequestOption... options) {
        EventList page = nightdesk.send(EventsRequests.listEvents(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().after(next).build(), options));
    }

    /** Every type of events with the JSON Schema of its events. */
    public List<EventTypeDescription> types(RequestOption... options) {
        return nightdesk.send(EventsRequests.listEventTypes(), options).value().data();
    }

    /** Events from now on, as they happen. Close what is returned. */
    public EventStream stream(RequestOption... options) {
        return stream(StreamEventsParams.builder().build(), options);
    }

    /** As {@code stream}, with filters; with {@code after}, from the event after that one. */
    public EventStream stream(StreamEventsParams params, RequestOption... options) {
        return EventStream.open(nightdesk, params.after(), cursor -> nightdesk.send(EventsRequests.streamEvents(
                cursor.map(id -> params.toBuilder().after(id).build()).orElse(params)), options).value());
    }

    /** A reader that goes on where the store says, and tells the store how far it has come. */
    public EventReader reader(CursorStore cursors) {
        return reader(cursors, ListEventsParams.builder().build());
    }

    /** As {@code reader}, with filters. Always give the same ones with one store. */
    public EventReader reader(CursorStore cursors, ListEventsParams filter) {
        return new EventReader(this, cursors, filter);
    }
}
