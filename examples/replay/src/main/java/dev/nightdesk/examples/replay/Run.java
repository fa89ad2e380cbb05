package dev.nightdesk.examples.replay;

/**
 * The names that one run gives to what it makes.
 *
 * @param name of the run
 * @param agentId who answers; null for nobody
 */
record Run(String name, String agentId) {

    static final String ACKNOWLEDGEMENT = "Thank you. We have taken care of it.";

    // Customers come back: about three dialogues each.
    private static final int DIALOGUES_PER_CUSTOMER = 3;

    boolean answers() {
        return agentId != null;
    }

    /** On every conversation, to find them again. */
    String tag() {
        return "replay-" + name;
    }

    String customerId(int dialogueIndex) {
        return name + ":customer-" + dialogueIndex / DIALOGUES_PER_CUSTOMER;
    }

    String customerName(int dialogueIndex) {
        return "Customer " + (dialogueIndex / DIALOGUES_PER_CUSTOMER + 1);
    }

    String conversationId(Dialogue dialogue) {
        return name + ":" + dialogue.id();
    }

    String messageId(Dialogue dialogue, Dialogue.Turn turn) {
        return name + ":" + dialogue.id() + ":" + turn.number();
    }
}
