package dev.nightdesk.api.platform.idempotency;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Remembers requests by their idempotency keys, and finds the receipts that events keep of them. Records past their
 * {@code expiresAt} are as good as absent, whether or not they have been purged.
 */
public interface IdempotencyStore {
    /** The record of the request's key, whatever request it was made by; empty when none is alive. */
    Optional<IdempotencyRecord> find(IdempotentRequest request, Instant now);

    /** Whether nothing stands under the request's key, be it expired; looked up when first asked at the latest. */
    BooleanSupplier isFree(IdempotentRequest request);

    /**
     * Sets aside a running record; the insert decides between two who try at once.
     *
     * @return the record that now stands: the given one, or the one that was there before
     */
    IdempotencyRecord claim(IdempotencyRecord running, Instant now);

    /** Takes over a running record whose lease has run out; false when somebody else was faster or it has finished. */
    boolean takeOver(IdempotencyRecord expired, Instant leaseUntil);

    /** Writes finished records over whatever stands; repeatable. */
    void finish(Collection<IdempotencyRecord> finished);

    /** Gives up a running record, so that the key can be used at once; a finished one stays. */
    void release(IdempotentRequest request);

    /** Removes records that expired before the instant, at most this many; returns how many. */
    int purge(Instant now, int most);
}
