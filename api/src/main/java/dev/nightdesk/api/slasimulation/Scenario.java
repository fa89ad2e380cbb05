package dev.nightdesk.api.slasimulation;

import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.sla.Simulation;
import dev.nightdesk.api.sla.SlaInput;
import dev.nightdesk.api.sla.SlaSubject;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A conversation that need not exist: how it begins and what happens then.
 *
 * @param until when the simulation ends
 */
record Scenario(SlaSubject subject, Instant created, List<Simulation.Step> steps, Instant until) {
    private static final int MOST_EVENTS = 500;

    private enum EventType {
        CUSTOMER_MESSAGE, AGENT_REPLY, BOT_REPLY, NOTE, CHANGED, QUEUE_ENTERED, QUEUE_LEFT, RANG, ACCEPTED, RING_ENDED
    }

    /** Something that happens, and what it changes of the conversation. */
    private record Happening(Instant at, EventType type, String queueId, Fields changes) {
    }

    static Scenario read(Fields body) {
        body.notNull("priority", "channel");
        Instant created = instant(body.require("created_at"), "created_at");
        SlaSubject subject = new SlaSubject(ConversationStatus.OPEN,
                Objects.requireNonNullElse(body.choice("priority", Priority.class), Priority.NORMAL),
                Fields.wireName(Objects.requireNonNullElse(body.choice("channel", Channel.class), Channel.API)),
                set(body.labels("tags")), body.name("customer_tier", 40), body.name("organization_id", 40),
                body.language("language"), body.attributes("attributes"));
        List<Happening> happenings = Objects.requireNonNullElse(
                body.objects("events", MOST_EVENTS, Scenario::happening), List.of());
        Instant until = instant(body, "until");
        if (created == null) {
            return new Scenario(subject, created, List.of(), until);
        }
        List<Happening> inOrder = happenings.stream().filter(each -> each.at != null)
                .sorted(Comparator.comparing(Happening::at)).toList();
        if (!inOrder.isEmpty() && inOrder.getFirst().at.isBefore(created)) {
            body.fault("events", "out_of_range", "must not begin before created_at");
        }
        Instant last = inOrder.isEmpty() ? created : inOrder.getLast().at;
        if (until != null && until.isBefore(created)) {
            body.fault("until", "out_of_range", "must not lie before created_at");
        }
        return new Scenario(subject, created, steps(subject, inOrder), until == null ? last : until);
    }

    private static Happening happening(Fields event) {
        return new Happening(instant(event.require("at"), "at"), event.require("type").choice("type", EventType.class),
                event.name("queue_id", 40), changes(event));
    }

    /** Reads them, so that their faults are told with the others. */
    private static Fields changes(Fields event) {
        event.notNull("status", "priority", "channel");
        event.choice("status", ConversationStatus.class);
        event.choice("priority", Priority.class);
        event.choice("channel", Channel.class);
        event.labels("tags");
        return event;
    }

    private static List<Simulation.Step> steps(SlaSubject first, List<Happening> inOrder) {
        List<Simulation.Step> steps = new ArrayList<>();
        SlaSubject subject = first;
        for (Happening each : inOrder) {
            SlaSubject changed = each.type == EventType.CHANGED ? changed(subject, each.changes) : subject;
            if (each.type != null) {
                steps.add(new Simulation.Step(each.at, input(each, changed)));
            }
            subject = changed;
        }
        return steps;
    }

    private static SlaInput input(Happening happening, SlaSubject changed) {
        return switch (happening.type) {
            case CUSTOMER_MESSAGE -> new SlaInput.Message(SlaInput.Author.CUSTOMER);
            case AGENT_REPLY -> new SlaInput.Message(SlaInput.Author.AGENT);
            case BOT_REPLY -> new SlaInput.Message(SlaInput.Author.BOT);
            case NOTE -> new SlaInput.Message(SlaInput.Author.NOTE);
            case CHANGED -> new SlaInput.SubjectChanged(changed);
            case QUEUE_ENTERED -> new SlaInput.QueueEntered(happening.queueId);
            case QUEUE_LEFT -> new SlaInput.QueueLeft();
            case RANG -> new SlaInput.Rang();
            case ACCEPTED -> new SlaInput.Accepted();
            case RING_ENDED -> new SlaInput.RingEnded();
        };
    }

    private static SlaSubject changed(SlaSubject before, Fields changes) {
        Channel channel = changes.choice("channel", Channel.class);
        List<String> tags = changes.labels("tags");
        return new SlaSubject(
                Objects.requireNonNullElse(changes.choice("status", ConversationStatus.class), before.status()),
                Objects.requireNonNullElse(changes.choice("priority", Priority.class), before.priority()),
                channel == null ? before.channel() : Fields.wireName(channel),
                tags == null ? before.tags() : set(tags), before.customerTier(), before.organizationId(),
                before.language(), before.attributes());
    }

    private static Instant instant(Fields body, String name) {
        Instant instant = body.instant(name);
        boolean outside = instant != null
                && (instant.isBefore(BusinessCalendar.EARLIEST) || !instant.isBefore(BusinessCalendar.LATEST));
        if (outside) {
            body.fault(name, "out_of_range", "must lie in the years 1900 to 2299");
        }
        return outside ? null : instant;
    }

    private static Set<String> set(List<String> labels) {
        return labels == null ? Set.of() : new HashSet<>(labels);
    }
}
