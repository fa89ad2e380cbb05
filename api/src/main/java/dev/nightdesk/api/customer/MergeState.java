package dev.nightdesk.api.customer;

import java.util.List;

/**
 * How a customer stands to the one it was merged into. The customer's own document tells the truth from the first
 * write on; the phases say what the other document still has to learn.
 *
 * @param survivorId the other customer
 * @param returning the ids of the addresses that a customer took along when it came back; else none
 */
record MergeState(String survivorId, Phase phase, List<String> returning) {
    MergeState(String survivorId, Phase phase) {
        this(survivorId, phase, List.of());
    }

    enum Phase {
        /** Gone, and the survivor has yet to take what it brings. */
        MERGING,
        /** Gone, and the survivor has everything. */
        MERGED,
        /** Back, and the survivor has yet to let go of its addresses. */
        UNMERGING
    }

    boolean gone() {
        return phase != Phase.UNMERGING;
    }
}
