package dev.nightdesk.examples.livechat;

import dev.nightdesk.sdk.EventStream;
import dev.nightdesk.sdk.LiveSignal;
import dev.nightdesk.sdk.Nightdesk;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.MessageCreate;
import dev.nightdesk.sdk.model.TypingSignalCreate;
import java.io.PrintStream;

/**
 * One side of a chat. What happens in the conversation is printed as it happens; when the network drops, the stream
 * comes back by itself and goes on after the last event, so that nothing is missing and nothing is printed twice.
 */
final class ChatWindow implements AutoCloseable {

    private static final String UNFINISHED = "...";

    private final Nightdesk nightdesk;
    private final String conversationId;
    private final PrintStream out;
    private final EventStream stream;

    ChatWindow(Nightdesk nightdesk, String conversationId, PrintStream out) {
        this.nightdesk = nightdesk;
        this.conversationId = conversationId;
        this.out = out;
        this.stream = nightdesk.conversations().stream(conversationId).onSignal(this::show);
        Thread listener = new Thread(this::listen, "chat");
        listener.setDaemon(true);
        listener.start();
    }

    /** Sends a line, or lets the other side see that it is being written. */
    void type(String line) {
        if (line.endsWith(UNFINISHED)) {
            nightdesk.conversations().typing(conversationId, TypingSignalCreate.builder()
                    .preview(line.substring(0, line.length() - UNFINISHED.length())).build());
        } else if (!line.isBlank() && !line.startsWith("/")) {
            nightdesk.messages(conversationId).create(MessageCreate.builder().body(line).build());
        }
    }

    private void listen() {
        try {
            stream.forEach(this::show);
        } catch (NightdeskException e) {
            out.println("The chat has ended: " + e.getMessage());
        }
    }

    private void show(Event event) {
        event.data().message().ifPresentOrElse(
                message -> out.println(message.author().type() + ": " + message.body()),
                () -> out.println("(" + event.type() + ")"));
    }

    private void show(LiveSignal signal) {
        if (signal instanceof LiveSignal.Typing typing) {
            out.println("(" + typing.actorType() + " is typing" + typing.preview().map(text -> ": " + text).orElse("")
                    + ")");
        } else if (signal instanceof LiveSignal.Presence presence) {
            out.println("(agents here: " + presence.agentIds().size() + ")");
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
