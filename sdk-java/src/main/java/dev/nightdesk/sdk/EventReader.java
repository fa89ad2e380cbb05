package dev.nightdesk.sdk;

import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.ListEventsParams;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the event log in portions, whenever you ask, and goes on where it was. Not for several threads at once.
 */
public final class EventReader {

    private final Events events;
    private final CursorStore cursors;
    private final ListEventsParams filter;

    EventReader(Events events, CursorStore cursors, ListEventsParams filter) {
        this.events = events;
        this.cursors = cursors;
        this.filter = filter;
    }

    /**
     * Hands everything that is new to the handler, in order. The cursor moves after each event that the handler has
     * taken: when the handler throws, that event comes again next time, and none before it.
     *
     * @return how many events were handled
     * @throws dev.nightdesk.sdk.error.EventExpiredException when the cursor is older than events are kept
     */
    public int poll(Consumer<Event> handler, RequestOption... options) {
        int handled = 0;
        Optional<Page<Event>> page = Optional.of(events.list(after(), options));
        while (page.isPresent()) {
            for (Event event : page.get().data()) {
                handler.accept(event);
                cursors.save(event.id());
                handled++;
            }
            // Events that the filter left out need not be looked at again.
            page.get().nextCursor().ifPresent(cursors::save);
            page = page.get().nextPage();
        }
        return handled;
    }

    private ListEventsParams after() {
        return cursors.load().map(cursor -> filter.toBuilder().after(cursor).build()).orElse(filter);
    }
}
