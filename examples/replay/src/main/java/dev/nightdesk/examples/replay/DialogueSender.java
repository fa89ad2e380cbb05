package dev.nightdesk.examples.replay;

import dev.nightdesk.sdk.Messages;
import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.model.AuthorType;
import dev.nightdesk.sdk.model.Channel;
import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationCreate;
import dev.nightdesk.sdk.model.ConversationResolve;
import dev.nightdesk.sdk.model.Customer;
import dev.nightdesk.sdk.model.CustomerUpsert;
import dev.nightdesk.sdk.model.MessageAuthorCreate;
import dev.nightdesk.sdk.model.MessageCreate;
import java.util.List;
import java.util.function.Supplier;

/** Sends one dialogue: the customer, the conversation with its first turn, then turn by turn as it was held. */
record DialogueSender(Nightdesk nightdesk, Run run, Measurements measurements) {

    private static final int LONGEST_SUBJECT = 80;
    private static final MessageAuthorCreate CUSTOMER = MessageAuthorCreate.builder().type(AuthorType.CUSTOMER).build();

    void send(int index, Dialogue dialogue) {
        Customer customer = nightdesk.customers().upsert(run.customerId(index),
                CustomerUpsert.builder().name(run.customerName(index)).tags(dialogue.domain()).build());
        List<Dialogue.Turn> turns = dialogue.turns();
        Conversation conversation = measured(() ->
                nightdesk.conversations().create(conversation(customer, dialogue, turns.get(0))));
        measurements.conversationMade();
        Messages messages = nightdesk.messages(conversation.id());
        for (Dialogue.Turn turn : turns.subList(1, turns.size())) {
            measured(() -> messages.create(message(dialogue, turn)));
        }
        if (run.answers()) {
            measured(() -> messages.create(acknowledgement()));
            nightdesk.conversations().resolve(conversation.id(),
                    ConversationResolve.builder().reason("answered").build());
        }
    }

    private <T> T measured(Supplier<T> call) {
        long begin = System.nanoTime();
        T result = call.get();
        measurements.messageSent(System.nanoTime() - begin);
        return result;
    }

    private ConversationCreate conversation(Customer customer, Dialogue dialogue, Dialogue.Turn first) {
        return ConversationCreate.builder()
                .customerId(customer.id())
                .externalId(run.conversationId(dialogue))
                .subject(subject(first.text()))
                .channel(Channel.CHAT)
                .language("en")
                .tags(run.tag(), dialogue.domain())
                .attributes("domain", dialogue.domain())
                .attributes("customer_turns", dialogue.turns().size())
                .message(message(dialogue, first))
                .build();
    }

    private MessageCreate message(Dialogue dialogue, Dialogue.Turn turn) {
        MessageCreate.Builder message = MessageCreate.builder()
                .author(CUSTOMER)
                .body(turn.text())
                .externalId(run.messageId(dialogue, turn))
                .metadata("turn", String.valueOf(turn.number()));
        return turn.intent().isBlank() ? message.build() : message.metadata("intent", turn.intent()).build();
    }

    private MessageCreate acknowledgement() {
        return MessageCreate.builder()
                .author(MessageAuthorCreate.builder().type(AuthorType.AGENT).id(run.agentId()).build())
                .body(Run.ACKNOWLEDGEMENT)
                .build();
    }

    private static String subject(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT - 1) + "…";
    }
}
