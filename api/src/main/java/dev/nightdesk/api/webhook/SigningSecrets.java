package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of one endpoint: the current one, and rotated ones that sign beside it until their overlap ends.
 *
 * @param current signs without end
 * @param retired newest first, each until its own instant
 */
public record SigningSecrets(WebhookSecret current, List<Retired> retired) {

    /** Bounds the signature header and the stored document, however often a secret is rotated. */
    static final int MOST_RETIRED = 4;

    /** A secret that was rotated away and still signs before {@code until}. */
    public record Retired(WebhookSecret secret, Instant until) {
    }

    public SigningSecrets {
        retired = List.copyOf(retired);
    }

    public static SigningSecrets of(WebhookSecret current) {
        return new SigningSecrets(current, List.of());
    }

    /** The secrets that sign at {@code now}, newest first, never empty. */
    public List<WebhookSecret> activeAt(Instant now) {
        List<WebhookSecret> active = new ArrayList<>();
        active.add(current);
        liveAt(now).forEach(old -> active.add(old.secret()));
        return active;
    }

    /**
     * Makes {@code next} the current secret and lets the present one sign for {@code overlap} more; empty when as many
     * retired secrets as are allowed still overlap, since dropping one early would break its receiver.
     */
    public Optional<SigningSecrets> rotate(WebhookSecret next, Instant now, Duration overlap) {
        List<Retired> live = liveAt(now);
        if (live.size() >= MOST_RETIRED) {
            return Optional.empty();
        }
        List<Retired> kept = new ArrayList<>();
        kept.add(new Retired(current, now.plus(overlap)));
        kept.addAll(live);
        return Optional.of(new SigningSecrets(next, kept));
    }

    private List<Retired> liveAt(Instant now) {
        return retired.stream().filter(old -> now.isBefore(old.until())).toList();
    }
}
