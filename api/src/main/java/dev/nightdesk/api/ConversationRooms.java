package dev.nightdesk.api;

import dev.nightdesk.api.conversation.ConversationActionRoutes;
import dev.nightdesk.api.conversation.ConversationEffects;
import dev.nightdesk.api.conversation.ConversationRoutes;
import dev.nightdesk.api.conversation.ConversationService;
import dev.nightdesk.api.conversation.ConversationStore;
import dev.nightdesk.api.conversation.Eraser;
import dev.nightdesk.api.conversation.Expansion;
import dev.nightdesk.api.conversation.MergeService;
import dev.nightdesk.api.conversation.MessageDrafts;
import dev.nightdesk.api.conversation.MessageRoutes;
import dev.nightdesk.api.conversation.MessageService;
import dev.nightdesk.api.conversation.MessageThread;
import dev.nightdesk.api.conversation.MongoSlaHistoryStore;
import dev.nightdesk.api.conversation.Neighbours;
import dev.nightdesk.api.conversation.SlaLedgers;
import dev.nightdesk.api.conversation.WakeWorker;
import dev.nightdesk.api.event.EventRoutes;
import dev.nightdesk.api.message.MessageStore;
import dev.nightdesk.api.message.MongoMessageKeys;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.work.PurgeWorker;
import dev.nightdesk.api.presence.MongoPresenceStore;
import dev.nightdesk.api.presence.PresenceRoutes;
import dev.nightdesk.api.presence.PresenceService;
import dev.nightdesk.api.slapolicy.Rulebooks;
import java.time.Duration;

/** Conversations, messages, presence and the event log, composed. */
record ConversationRooms(ConversationService conversations, MessageThread thread, WakeWorker timers, Eraser eraser,
        ConversationEffects effects, PurgeWorker typingPurge, MongoPresenceStore typing, PresenceService presence) {
    /** Signals fade by their workspace's time, which a test clock may hold back. */
    private static final Duration TYPING_KEPT = Duration.ofDays(1);

    static ConversationRooms open(Foundation foundation, Router router, ConversationStore store,
            MessageStore messages, Neighbours neighbours, Rulebooks rulebooks) {
        var commands = foundation.commands();
        var effects = new ConversationEffects(rulebooks);
        var slaHistory = new MongoSlaHistoryStore(foundation.room());
        var thread = new MessageThread(store, messages);
        var drafts = new MessageDrafts(neighbours, new MongoMessageKeys(foundation.room()), thread::written,
                foundation.ids());
        var conversations = new ConversationService(store, commands, neighbours, drafts, effects);
        var eraser = new Eraser(store, messages, slaHistory, neighbours, foundation.events(), foundation.relay());

        new ConversationRoutes(conversations, new Expansion(neighbours), foundation.cursors()).register(router);
        new ConversationActionRoutes(conversations, new MergeService(store, commands, conversations, neighbours,
                effects)).register(router);
        new MessageRoutes(conversations, new MessageService(store, commands, neighbours, drafts, thread,
                effects, foundation.events(), foundation.relay()), thread, foundation.cursors()).register(router);
        var typing = new MongoPresenceStore(foundation.room());
        var presence = new PresenceService(typing, commands, conversations, thread);
        new PresenceRoutes(presence, conversations, foundation.cursors()).register(router);
        new EventRoutes(foundation.events(), conversations).register(router);
        new SlaLedgers(store, slaHistory, rulebooks, neighbours).register(router);
        return new ConversationRooms(conversations, thread,
                new WakeWorker(store, commands, neighbours, eraser, rulebooks), eraser, effects,
                new PurgeWorker("typing-purge", TYPING_KEPT, typing::purge), typing, presence);
    }
}
