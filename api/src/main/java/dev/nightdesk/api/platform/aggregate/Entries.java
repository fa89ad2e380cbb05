package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rides along with a write: its events, its companions and the record of its request; and what once did. */
final class Entries {
    private final Idempotency idempotency;
    private final Ids ids;

    Entries(Idempotency idempotency, Ids ids) {
        this.idempotency = idempotency;
        this.ids = ids;
    }

    /**
     * Whose doing a write is.
     *
     * @param requestId the request, or null when none asked for it
     */
    record Cause(Instant at, Actor actor, String requestId) {
        static Cause of(Call call) {
            return new Cause(call.now(), Actor.of(call.principal()), call.requestId());
        }

        /** Nobody's but ours. */
        static Cause own(Instant at) {
            return new Cause(at, Actor.SYSTEM, null);
        }
    }

    /** Of a request's write; the id is the one that was set aside for what it makes, or null. */
    <T extends Aggregate> OutboxEntry of(Call call, Effect<T> effect, String claimedId) {
        OutboxEntry told = of(effect, effect.state().version(), Cause.of(call));
        return call.idempotency().map(request -> idempotency.finished(request, claimedId, effect.answer()))
                .map(told::answered).orElse(told);
    }

    /** Of a write that nobody will ask to be answered again. */
    OutboxEntry of(Effect<?> effect, long number, Cause cause) {
        return new OutboxEntry(number, events(effect, cause), effect.companions(), Optional.empty());
    }

    /** The effect's events, which have no place in the log yet. */
    private List<Event> events(Effect<?> effect, Cause cause) {
        return effect.events().stream().map(draft -> new Event(idOf(draft, cause.at()), effect.state().workspaceId(),
                0, cause.at(), cause.actor(), draft, cause.requestId())).toList();
    }

    private String idOf(EventDraft draft, Instant now) {
        return draft.message() == null ? ids.next(ResourceType.EVENT, now)
                : ResourceType.EVENT.like(draft.message().id());
    }

    /**
     * The answer of a former execution. The record is looked for after the aggregate was read: a write before that
     * left it in the outbox, or in the store before it left the outbox; a write after that fails the conditional one.
     */
    <T extends Aggregate> Optional<Answer> replay(Call call, Loaded<T> loaded) {
        return call.idempotency().flatMap(request -> recordOf(request, loaded).filter(idempotency::holds)
                .map(record -> Idempotency.replayed(request, record)).or(() -> idempotency.replay(request)));
    }

    /** The record of the request in an outbox. */
    static Optional<IdempotencyRecord> recordOf(IdempotentRequest request, Loaded<?> loaded) {
        return loaded.outbox().stream().flatMap(entry -> entry.record().stream())
                .filter(record -> record.request().id().equals(request.id())).findFirst();
    }
}
