package dev.nightdesk.sdk;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list. {@link #autoPager()} walks on through all that follow.
 *
 * @param <T> what is listed
 */
public final class Page<T> {

    private final List<T> data;
    private final boolean hasMore;
    private final String nextCursor;
    private final Function<String, Page<T>> next;

    Page(List<T> data, boolean hasMore, Optional<String> nextCursor, Function<String, Page<T>> next) {
        this.data = data;
        this.hasMore = hasMore;
        this.nextCursor = nextCursor.orElse(null);
        this.next = next;
    }

    /** The items of this page, in the order asked for; possibly none. */
    public List<T> data() {
        return data;
    }

    /** Whether a further page exists. */
    public boolean hasMore() {
        return hasMore;
    }

    /**
     * Where the next page begins, to be stored and given later as {@code cursor} (valid for 72 hours), or for events as
     * {@code after} (valid as long as events are kept).
     */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    /**
     * Reads the next page with the same parameters; empty when this is the last one.
     *
     * @throws dev.nightdesk.sdk.error.NightdeskException when it cannot be read
     */
    public Optional<Page<T>> nextPage() {
        return hasMore && nextCursor != null ? Optional.of(next.apply(nextCursor)) : Optional.empty();
    }

    /** All items from the first of this page to the last of the last page. */
    public AutoPager<T> autoPager() {
        return new AutoPager<>(this);
    }
}
