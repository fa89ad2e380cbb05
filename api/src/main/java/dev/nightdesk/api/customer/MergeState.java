package dev.nightdesk.api.customer;

import java.util.List;

/**
 * How a customer stands to the one it was merged into. The customer's own document tells the truth from the first
 * write on; the phases say what the other document still has to learn.
 *
 * @param survivorId the other customer
 * @param leaving the ids of the addresses that the others are to let go after a return; else none
 * @param through the customers that had them when it returned, one after the other; else none
 */
record MergeState(String survivorId, Phase phase, List<String> leaving, List<String> through) {
    MergeState(String survivorId, Phase phase) {
        this(survivorId, phase, List.of(), List.of());
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
