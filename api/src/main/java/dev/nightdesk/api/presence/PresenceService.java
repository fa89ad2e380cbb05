package dev.nightdesk.api.presence;

import dev.nightdesk.api.conversation.Conversation;
import dev.nightdesk.api.conversation.ConversationService;
import dev.nightdesk.api.conversation.MessageThread;
import dev.nightdesk.api.conversation.Participant;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Who is there in a conversation: who takes part, who is typing, how far each has read. */
public final class PresenceService {
    private static final Duration FADES_AFTER = Duration.ofSeconds(6);

    private final PresenceStore store;
    private final Commands commands;
    private final ConversationService conversations;
    private final MessageThread thread;
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();

    /** A service over the store. */
    public PresenceService(PresenceStore store, Commands commands, ConversationService conversations,
            MessageThread thread) {
        this.store = store;
        this.commands = commands;
        this.conversations = conversations;
        this.thread = thread;
    }

    /** Whom to tell, with workspace and conversation, when somebody is typing. */
    public void onTyping(BiConsumer<String, String> listener) {
        listeners.add(listener);
    }

    Answer type(Call call, String conversationId, String preview) {
        conversations.get(call, conversationId);
        Actor actor = Actor.of(call.principal());
        Instant until = call.now().plus(FADES_AFTER);
        store.typing(call.workspaceId(), conversationId,
                new PresenceStore.Typing(actor.type(), actor.id(), preview, until));
        listeners.forEach(listener -> listener.accept(call.workspaceId(), conversationId));
        return Answer.ok(new PresenceJson.Signal("typing_signal", conversationId, actor, until));
    }

    /** The marker moves to the message, or stays where it is further on. */
    Answer read(Call call, String conversationId, String messageId) {
        Message message = message(call, conversationId, messageId);
        Actor reader = Actor.of(call.principal());
        String id = ReadMarker.idOf(conversationId, reader.type(), reader.id());
        try {
            return store.find(call.workspaceId(), id).isPresent() ? move(call, id, message)
                    : first(call, id, reader, message);
        } catch (DuplicateKey e) {
            return move(call, id, message);
        }
    }

    List<PresenceJson.ParticipantView> participants(Call call, String conversationId) {
        Conversation conversation = conversations.get(call, conversationId);
        List<ReadMarker> markers = store.markers(call.workspaceId(), conversationId);
        List<PresenceStore.Typing> typing = store.typing(call.workspaceId(), conversationId, call.now());
        return conversation.participants().stream()
                .map(participant -> view(call, conversation, participant, markers, typing)).toList();
    }

    private Answer first(Call call, String id, Actor reader, Message message) {
        ReadMarker marker = new ReadMarker(id, call.workspaceId(), message.conversationId(), reader.type(),
                reader.id(), message.id(), message.sequence(), call.now(), 1);
        return commands.insert(call, store, moved(marker));
    }

    private Answer move(Call call, String id, Message message) {
        return commands.change(call, store, id, marker -> {
            ReadMarker moved = marker.moveTo(message.id(), message.sequence(), call.now());
            return moved.equals(marker) ? Effect.of(marker, Answer.ok(PresenceJson.view(marker))) : moved(moved);
        });
    }

    private static Effect<ReadMarker> moved(ReadMarker marker) {
        RawJson json = RawJson.of(Json.write(PresenceJson.view(marker)));
        return Effect.of(marker, Answer.ok(json)).event(new EventDraft("conversation.read", marker.conversationId(), 0,
                RawJson.of("read_marker", json).text()));
    }

    private Message message(Call call, String conversationId, String messageId) {
        conversations.get(call, conversationId);
        try {
            return thread.get(call, conversationId, messageId);
        } catch (Problem absent) {
            throw Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, "#/message_id", "unknown_reference",
                    "The conversation has no such message.");
        }
    }

    private static PresenceJson.ParticipantView view(Call call, Conversation conversation, Participant participant,
            List<ReadMarker> markers, List<PresenceStore.Typing> typing) {
        String id = participant.author().id();
        Optional<ReadMarker> marker = markers.stream().filter(one -> one.readerId().equals(id)).findFirst();
        Optional<PresenceStore.Typing> signal = typing.stream().filter(one -> one.id().equals(id)).findFirst();
        boolean customerLooks = call.principal().isCustomer();
        Instant lastNote = customerLooks ? null : participant.lastNoteAt();
        Instant lastReply = participant.lastReplyAt();
        Instant last = lastNote != null && (lastReply == null || lastNote.isAfter(lastReply)) ? lastNote : lastReply;
        return new PresenceJson.ParticipantView("participant", Fields.wireName(participant.author().type()), id,
                role(conversation, participant), participant.joinedAt(), last,
                marker.map(ReadMarker::messageId).orElse(null), marker.map(ReadMarker::readAt).orElse(null),
                signal.map(PresenceStore.Typing::until).orElse(null),
                customerLooks ? null : signal.map(PresenceStore.Typing::preview).orElse(null));
    }

    private static String role(Conversation conversation, Participant participant) {
        if (participant.author().type() == AuthorType.CUSTOMER
                && participant.author().id().equals(conversation.customerId())) {
            return "requester";
        }
        return participant.author().id().equals(conversation.assigneeId()) ? "assignee" : "contributor";
    }
}
