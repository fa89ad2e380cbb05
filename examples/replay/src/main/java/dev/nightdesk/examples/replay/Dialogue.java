package dev.nightdesk.examples.replay;

import java.util.List;

/**
 * What one customer said, turn by turn. The data set has no agents' turns.
 *
 * @param id identifier in the data set
 * @param domain what it is about, such as {@code airline}
 * @param turns in their order; none is empty
 */
public record Dialogue(String id, String domain, List<Turn> turns) {

    /**
     * One turn.
     *
     * @param number its place among both sides' turns, from 0
     * @param text what was said
     * @param intent what the customer wanted, as annotated; empty when it was not
     */
    public record Turn(int number, String text, String intent) {
    }
}
