package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command decided: the new state, what it means to others, and what the caller is told.
 *
 * @param state the state to store
 * @param events events to log, in order
 * @param companions documents of other collections
 * @param answer the finished answer; null for changes that nobody asked for, such as a timer's
 */
public record Effect<T extends Aggregate>(T state, List<EventDraft> events, List<Companion> companions,
        Answer answer) {
    /** A change that says nothing to others. */
    public static <T extends Aggregate> Effect<T> of(T state, Answer answer) {
        return new Effect<>(state, List.of(), List.of(), answer);
    }

    /** The same with an event more. */
    public Effect<T> event(EventDraft event) {
        return new Effect<>(state, extended(events, event), companions, answer);
    }

    /** The same with a companion more. */
    public Effect<T> with(String collection, Aggregate companion) {
        return new Effect<>(state, events, extended(companions, new Companion(collection, companion)), answer);
    }

    private static <E> List<E> extended(List<E> list, E element) {
        List<E> copy = new ArrayList<>(list);
        copy.add(element);
        return List.copyOf(copy);
    }
}
