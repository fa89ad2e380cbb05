package dev.nightdesk.sdk;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All items of a list, page by page; a page is read when its first item is asked for. Can be walked several times: each
 * time begins at the page it was made from. When a page cannot be read, {@code next} and {@code hasNext} throw a
 * {@link dev.nightdesk.sdk.error.NightdeskException}; asking again reads that page again, and nothing is lost or
 * doubled.
 *
 * @param <T> what is listed
 */
public final class AutoPager<T> implements Iterable<T> {

    private final Page<T> first;

    AutoPager(Page<T> first) {
        this.first = first;
    }

    @Override
    public Iterator<T> iterator() {
        return new Items<>(first);
    }

    /** The items as a sequential stream; a short-circuiting operation reads no page that it does not need. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** The pages themselves. */
    public Stream<Page<T>> pages() {
        return Stream.iterate(Optional.of(first), Optional::isPresent, page -> page.flatMap(Page::nextPage))
                .map(Optional::orElseThrow);
    }

    private static final class Items<T> implements Iterator<T> {

        private Page<T> page;
        private int position;

        Items(Page<T> first) {
            this.page = first;
        }

        @Override
        public boolean hasNext() {
            while (position == page.data().size()) {
                Optional<Page<T>> next = page.nextPage();
                if (next.isEmpty()) {
                    return false;
                }
                page = next.get();
                position = 0;
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.data().get(position++);
        }
    }
}
