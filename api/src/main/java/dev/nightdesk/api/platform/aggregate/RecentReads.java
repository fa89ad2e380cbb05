package dev.nightdesk.api.platform.aggregate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What this node saw last of aggregates that others refer to. Who decides on that asks whether it stands together with
 * all whose writes share a trip, and so saves reading it beforehand.
 */
public final class RecentReads<T extends Aggregate> {
    private static final int MOST = 2_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final AggregateStore<T> store;
    private final Cache<Place, T> seen = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT)
            .executor(Runnable::run).build();

    private record Place(String workspaceId, String id) {
    }

    /** What is read from the store. */
    public RecentReads(AggregateStore<T> store) {
        this.store = store;
    }

    /** What has just been read, to be remembered. */
    public void saw(T value) {
        seen.put(new Place(value.workspaceId(), value.id()), value);
    }

    /** What was seen last, if it is remembered. */
    public Optional<Guess<T>> guess(String workspaceId, String id) {
        Place place = new Place(workspaceId, id);
        return Optional.ofNullable(seen.getIfPresent(place)).map(value -> new Guess<>(value, () -> ask(place, value)));
    }

    private BooleanSupplier ask(Place place, T value) {
        Supplier<Optional<Loaded<T>>> present = store.findAhead(place.workspaceId(), place.id());
        return () -> {
            boolean stands = present.get().filter(loaded -> loaded.value().equals(value)).isPresent();
            if (!stands) {
                seen.asMap().remove(place, value);
            }
            return stands;
        };
    }
}
