package dev.nightdesk.examples.replay;

import static java.util.stream.Collectors.toMap;

import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationStatus;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.EventType;
import dev.nightdesk.sdk.model.ListConversationsParams;
import dev.nightdesk.sdk.model.ListEventsParams;
import dev.nightdesk.sdk.model.ListMessagesParams;
import dev.nightdesk.sdk.model.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads everything back and compares it with the files. */
final class Verification {

    private static final int PAGE = 200;

    private final Nightdesk nightdesk;
    private final Run run;
    private final List<Dialogue> dialogues;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    Verification(Nightdesk nightdesk, Run run, List<Dialogue> dialogues) {
        this.nightdesk = nightdesk;
        this.run = run;
        this.dialogues = dialogues;
    }

    /** What is not as it should be, in sentences; nothing when all is. */
    List<String> faults(int concurrency, Runnable conversationRead) throws InterruptedException {
        Map<String, Conversation> found = conversations();
        if (found.size() != dialogues.size()) {
            faults.add("%d conversations instead of %d".formatted(found.size(), dialogues.size()));
        }
        Workers.each(concurrency, dialogues, (index, dialogue) -> {
            compare(dialogue, found.get(run.conversationId(dialogue)));
            conversationRead.run();
        });
        readEventLog(found);
        return List.copyOf(faults);
    }

    private Map<String, Conversation> conversations() {
        ListConversationsParams tagged = ListConversationsParams.builder().tag(run.tag()).limit(PAGE).build();
        return nightdesk.conversations().list(tagged).autoPager().stream()
                .collect(toMap(conversation -> conversation.externalId().orElse(conversation.id()),
                        Function.identity(), this::twice));
    }

    private Conversation twice(Conversation first, Conversation second) {
        faults.add("Listed twice: " + first.id() + " and " + second.id());
        return first;
    }

    private void compare(Dialogue dialogue, Conversation conversation) {
        if (conversation == null) {
            faults.add("Dialogue " + dialogue.id() + " has no conversation");
            return;
        }
        List<String> expected = texts(dialogue);
        List<Message> messages = nightdesk.messages(conversation.id())
                .list(ListMessagesParams.builder().limit(PAGE).build()).autoPager().stream().toList();
        if (!messages.stream().map(Message::body).toList().equals(expected)) {
            faults.add(conversation.id() + " does not have its dialogue's messages in their order");
        }
        if (!dense(messages.stream().map(Message::sequence).toList())) {
            faults.add(conversation.id() + " has messages that are not numbered 1, 2, 3 …");
        }
        if (conversation.messageCount() != expected.size()) {
            faults.add(conversation.id() + " counts " + conversation.messageCount() + " messages");
        }
        ConversationStatus status = run.answers() ? ConversationStatus.RESOLVED : ConversationStatus.OPEN;
        if (!conversation.status().equals(status)) {
            faults.add(conversation.id() + " is " + conversation.status() + ", not " + status);
        }
    }

    private List<String> texts(Dialogue dialogue) {
        Stream<String> said = dialogue.turns().stream().map(Dialogue.Turn::text);
        return Stream.concat(said, run.answers() ? Stream.of(Run.ACKNOWLEDGEMENT) : Stream.empty()).toList();
    }

    private void readEventLog(Map<String, Conversation> found) {
        Map<String, List<Long>> sequences = new HashMap<>();
        found.values().forEach(conversation -> sequences.put(conversation.id(), new ArrayList<>()));
        long messages = 0;
        Long previous = null;
        for (Event event : nightdesk.events().list(ListEventsParams.builder().limit(PAGE).build()).autoPager()) {
            if (previous != null && event.sequence() != previous + 1) {
                faults.add("The event log goes from " + previous + " to " + event.sequence());
            }
            previous = event.sequence();
            List<Long> own = event.conversationId().map(sequences::get).orElse(null);
            if (own != null) {
                own.add(event.conversationSequence().orElse(0L));
                messages += event.type().equals(EventType.MESSAGE_CREATED) ? 1 : 0;
            }
        }
        long expected = dialogues.stream().mapToLong(dialogue -> texts(dialogue).size()).sum();
        if (messages != expected) {
            faults.add("The event log tells of %d messages instead of %d".formatted(messages, expected));
        }
        sequences.forEach((id, numbers) -> {
            if (!dense(numbers)) {
                faults.add("The events of " + id + " are not numbered 1, 2, 3 …");
            }
        });
    }

    private static boolean dense(List<Long> numbers) {
        return IntStream.range(0, numbers.size()).allMatch(index -> numbers.get(index) == index + 1L);
    }
}
