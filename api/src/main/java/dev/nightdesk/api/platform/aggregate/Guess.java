package dev.nightdesk.api.platform.aggregate;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A state as it was a moment ago, good for deciding on as long as the write that follows asks whether it is still so.
 *
 * @param value the state
 * @param question asks ahead whether it stands; what it gives is asked before the write leaves, and others may wait
 */
public record Guess<T>(T value, Supplier<BooleanSupplier> question) {
    private static final System.Logger LOG = System.getLogger(Guess.class.getName());

    /** What follows from the state, which stands as long as that does. */
    public <R> Guess<R> map(Function<T, R> mapping) {
        return new Guess<>(mapping.apply(value), question);
    }

    /** The decision on a state that may have passed; empty where it is refused, which is to be repeated then. */
    static <S, T extends Aggregate> Optional<Effect<T>> decided(S state, Function<S, Effect<T>> decide) {
        try {
            return Optional.of(decide.apply(state));
        } catch (RuntimeException refusal) {
            LOG.log(System.Logger.Level.TRACE, "to be decided again on the newest state", refusal);
            return Optional.empty();
        }
    }
}
