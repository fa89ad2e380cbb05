package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.AlreadyAssignedException;
import dev.nightdesk.sdk.error.ConversationClosedException;
import dev.nightdesk.sdk.error.ConversationMergedException;
import dev.nightdesk.sdk.error.DifferentCustomersException;
import dev.nightdesk.sdk.error.DuplicateExternalIdException;
import dev.nightdesk.sdk.error.IllegalTransitionException;
import dev.nightdesk.sdk.error.InstantNotLaterException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.error.SameResourceException;
import dev.nightdesk.sdk.error.UnknownReferenceException;
import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationAssign;
import dev.nightdesk.sdk.model.ConversationCreate;
import dev.nightdesk.sdk.model.ConversationLinkCreate;
import dev.nightdesk.sdk.model.ConversationList;
import dev.nightdesk.sdk.model.ConversationMerge;
import dev.nightdesk.sdk.model.ConversationResolve;
import dev.nightdesk.sdk.model.ConversationSnooze;
import dev.nightdesk.sdk.model.ConversationTags;
import dev.nightdesk.sdk.model.ConversationUpdate;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.EventList;
import dev.nightdesk.sdk.model.GetConversationParams;
import dev.nightdesk.sdk.model.ListConversationEventsParams;
import dev.nightdesk.sdk.model.ListConversationsParams;
import dev.nightdesk.sdk.model.ListParticipantsParams;
import dev.nightdesk.sdk.model.Participant;
import dev.nightdesk.sdk.model.ParticipantList;
import dev.nightdesk.sdk.model.ReadMarker;
import dev.nightdesk.sdk.model.ReadMarkerCreate;
import dev.nightdesk.sdk.model.SlaLedger;
import dev.nightdesk.sdk.model.StreamConversationEventsParams;
import dev.nightdesk.sdk.model.TypingSignal;
import dev.nightdesk.sdk.model.TypingSignalCreate;
import dev.nightdesk.sdk.request.ConversationActionsRequests;
import dev.nightdesk.sdk.request.ConversationsRequests;
import dev.nightdesk.sdk.request.ServiceLevelsRequests;

/**
 * Matters of customers, from the first message to the last. Every method throws a {@link NightdeskException} when it
 * fails;
 * actions throw a {@link ConversationClosedException}, {@link ConversationMergedException} or
 * {@link IllegalTransitionException} when the conversation's state does not allow them.
 */
public final class Conversations {

    private final Nightdesk nightdesk;

    Conversations(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Begins a conversation, with its first message if one is given.
     *
     * @throws DuplicateExternalIdException when another one has the {@code external_id}; its {@code existingId()} tells
     *         which
     * @throws UnknownReferenceException when the body names something that does not exist
     */
    public Conversation create(ConversationCreate conversation, RequestOption... options) {
        return nightdesk.send(ConversationsRequests.createConversation(conversation), options).value();
    }

    /**
     * Reads a conversation.
     *
     * @throws NotFoundException when there is none that the caller may see
     */
    public Conversation get(String id, RequestOption... options) {
        return nightdesk.send(
                        ConversationsRequests.getConversation(id, GetConversationParams.builder().build()), options)
                .value();
    }

    /**
     * Reads a conversation and what belongs to it.
     *
     * @param params what to include
     */
    public Conversation get(String id, GetConversationParams params, RequestOption... options) {
        return nightdesk.send(ConversationsRequests.getConversation(id, params), options).value();
    }

    /** All conversations that the caller may see, newest first. */
    public Page<Conversation> list(RequestOption... options) {
        return list(ListConversationsParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Conversation> list(ListConversationsParams params, RequestOption... options) {
        ConversationList page = nightdesk.send(ConversationsRequests.listConversations(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes a conversation, if it is still as it was read: its version goes along as {@code If-Match}.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public Conversation update(Conversation current, ConversationUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes a conversation.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public Conversation update(String id, String ifMatch, ConversationUpdate changes, RequestOption... options) {
        return nightdesk.send(ConversationsRequests.updateConversation(id, ifMatch, changes), options).value();
    }

    /** The events of a conversation, oldest first, as long as the workspace keeps events. */
    public Page<Event> listEvents(String id, RequestOption... options) {
        return listEvents(id, ListConversationEventsParams.builder().build(), options);
    }

    /**
     * As {@code listEvents}, with filters and page size. Give no {@code after} unless you go on from an earlier page.
     */
    public Page<Event> listEvents(String id, ListConversationEventsParams params, RequestOption... options) {
        EventList page = nightdesk.send(ConversationsRequests.listConversationEvents(id, params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> listEvents(id, params.toBuilder().after(next).build(), options));
    }

    /** Follows a conversation from now on; see {@link EventStream#onSignal}. Close what is returned. */
    public EventStream stream(String id, RequestOption... options) {
        return stream(id, StreamConversationEventsParams.builder().build(), options);
    }

    /** As {@code stream}, with filters; with {@code after}, from the event after that one. */
    public EventStream stream(String id, StreamConversationEventsParams params, RequestOption... options) {
        return EventStream.open(nightdesk, params.after(), cursor -> nightdesk.send(
                ConversationsRequests.streamConversationEvents(
                        id, cursor.map(last -> params.toBuilder().after(last).build()).orElse(params)),
                options).value());
    }

    /** Who takes part, in the order they joined. */
    public Page<Participant> listParticipants(String id, RequestOption... options) {
        return listParticipants(id, ListParticipantsParams.builder().build(), options);
    }

    /**
     * As {@code listParticipants}, with filters and page size. Give no {@code cursor} unless you go on from an earlier
     * page.
     */
    public Page<Participant> listParticipants(String id, ListParticipantsParams params, RequestOption... options) {
        ParticipantList page = nightdesk.send(ConversationsRequests.listParticipants(id, params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> listParticipants(id, params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Assigns it to an agent.
     *
     * @throws AlreadyAssignedException when it is that agent's already
     */
    public Conversation assign(String id, ConversationAssign assignment, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.assignConversation(id, assignment), options).value();
    }

    /** Takes it from its assignee. */
    public Conversation unassign(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.unassignConversation(id), options).value();
    }

    /** Resolves it. */
    public Conversation resolve(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.resolveConversation(id, null), options).value();
    }

    /** Resolves it, with a reason for agents and reports. */
    public Conversation resolve(String id, ConversationResolve resolution, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.resolveConversation(id, resolution), options).value();
    }

    /** Opens it again. */
    public Conversation reopen(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.reopenConversation(id), options).value();
    }

    /** Closes it for good. */
    public Conversation close(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.closeConversation(id), options).value();
    }

    /** Sets it to wait for a third party. */
    public Conversation hold(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.holdConversation(id), options).value();
    }

    /** Sets it to wait for the customer. */
    public Conversation awaitCustomer(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.awaitCustomer(id), options).value();
    }

    /**
     * Lets it sleep until an instant, at most 3650 days from now.
     *
     * @throws InstantNotLaterException when that is not later than now
     */
    public Conversation snooze(String id, ConversationSnooze snooze, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.snoozeConversation(id, snooze), options).value();
    }

    /** Adds and removes labels in one step. */
    public Conversation tag(String id, ConversationTags tags, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.tagConversation(id, tags), options).value();
    }

    /** Points to another conversation; linking it again changes the kind. */
    public Conversation link(String id, ConversationLinkCreate link, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.linkConversation(id, link), options).value();
    }

    /**
     * Merges it into another one of the same customer.
     *
     * @return the surviving conversation
     * @throws DifferentCustomersException when the customers differ
     * @throws SameResourceException when both are the same
     */
    public Conversation merge(String id, ConversationMerge merge, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.mergeConversation(id, merge), options).value();
    }

    /** Tells the others for 6 seconds that the caller is typing. */
    public TypingSignal typing(String id, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.signalTyping(id, null), options).value();
    }

    /**
     * Tells the others for 6 seconds that the caller is typing.
     *
     * @param typing the unfinished text, which only agents and API keys see
     */
    public TypingSignal typing(String id, TypingSignalCreate typing, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.signalTyping(id, typing), options).value();
    }

    /** Tells how far the caller has read. The marker only moves forward. */
    public ReadMarker markRead(String id, ReadMarkerCreate marker, RequestOption... options) {
        return nightdesk.send(ConversationActionsRequests.markRead(id, marker), options).value();
    }

    /** The account of every promise to a conversation: each target with each segment of its time and its reason. */
    public SlaLedger sla(String id, RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.getConversationSla(id), options).value();
    }

    /** The same as a timeline, as SVG. */
    public String slaPicture(String id, RequestOption... options) {
        return nightdesk.send(ApiRequest.builder("GET", "/v1/conversations/{id}/sla", String.class)
                .operationId("getConversationSla").pathParameter("id", id).header("Accept", "image/svg+xml").build(),
                options).value();
    }
}
