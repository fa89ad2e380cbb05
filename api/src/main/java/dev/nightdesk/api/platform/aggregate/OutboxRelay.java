package dev.nightdesk.api.platform.aggregate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Delivers what outboxes hold: companions, then events, then idempotency records, and only then takes the entries out.
 * A crash between any two steps leaves the entries in place, and each step does nothing the second time.
 */
public final class OutboxRelay {
    private static final int MOST_AT_ONCE = 256;

    private final CompanionStore companions;
    private final EventLog events;
    private final IdempotencyStore records;
    private final List<AggregateStore<?>> stores = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    /** What this node delivered lately, so that entries not yet taken out are not offered again. */
    private final Cache<String, Long> delivered = Caffeine.newBuilder().maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(1)).executor(Runnable::run).build();

    /** A relay into these stores. */
    public OutboxRelay(CompanionStore companions, EventLog events, IdempotencyStore records) {
        this.companions = companions;
        this.events = events;
        this.records = records;
    }

    /** Watches over the outboxes of the store. */
    public OutboxRelay watch(AggregateStore<?> store) {
        stores.add(store);
        return this;
    }

    /** Tells the listener, with the workspace id, each time events have become visible. */
    public void onEvents(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Delivers outboxes that have waited since before the instant; returns how many it found. */
    public int runOnce(Instant waitingSince) {
        int found = 0;
        for (AggregateStore<?> store : stores) {
            List<Debt> debts = debts(store, waitingSince);
            found += debts.size();
            deliver(debts);
        }
        return found;
    }

    /** Delivers all outboxes that have waited since before the instant, however many they are. */
    public void drain(Instant waitingSince) {
        int found = runOnce(waitingSince);
        while (found > 0) {
            found = runOnce(waitingSince);
        }
    }

    /** Delivers one outbox now, for the few who cannot wait. */
    public <T extends Aggregate> void deliver(AggregateStore<T> store, Loaded<T> loaded) {
        if (!loaded.outbox().isEmpty()) {
            deliver(List.of(new Debt(store, loaded.value().workspaceId(), loaded.value().id(), loaded.outbox())));
        }
    }

    /** Delivers these outboxes, in this order, and empties them. */
    void deliver(List<Debt> debts) {
        carry(debts);
        settle(debts);
    }

    /** Delivers these outboxes, in this order; they keep what they hold until they are settled. */
    void carry(List<Debt> debts) {
        Map<String, List<Aggregate>> values = new LinkedHashMap<>();
        Map<String, List<Event>> logs = new LinkedHashMap<>();
        List<IdempotencyRecord> finished = new ArrayList<>();
        // Two debts of one document share what the first of them owes.
        Map<String, Long> taken = new HashMap<>();
        for (Debt debt : debts) {
            for (OutboxEntry entry : after(taken.get(debt.id()), undelivered(debt.id(), debt.entries()))) {
                taken.put(debt.id(), entry.number());
                entry.companions().forEach(companion -> values
                        .computeIfAbsent(companion.collection(), name -> new ArrayList<>()).add(companion.value()));
                entry.events().forEach(event -> logs
                        .computeIfAbsent(event.workspaceId(), id -> new ArrayList<>()).add(event));
                entry.untold().ifPresent(finished::add);
            }
        }
        values.forEach(companions::write);
        logs.forEach(events::append);
        if (!finished.isEmpty()) {
            records.finish(finished);
        }
        delivered.putAll(taken);
        logs.keySet().forEach(workspaceId -> listeners.forEach(listener -> listener.accept(workspaceId)));
    }

    /** Those of a document's entries that this node does not know to be delivered. */
    List<OutboxEntry> undelivered(String id, List<OutboxEntry> entries) {
        return after(delivered.getIfPresent(id), entries);
    }

    private static List<OutboxEntry> after(Long upTo, List<OutboxEntry> entries) {
        return upTo == null ? entries : entries.stream().filter(entry -> entry.number() > upTo).toList();
    }

    /** Takes out of these outboxes what has been delivered. */
    void settle(List<Debt> debts) {
        Map<AggregateStore<?>, Map<String, AggregateStore.Settled>> settled = new LinkedHashMap<>();
        for (Debt debt : debts) {
            settled.computeIfAbsent(debt.store(), store -> new LinkedHashMap<>()).put(debt.id(),
                    new AggregateStore.Settled(debt.workspaceId(), debt.id(), debt.entries().getLast().number()));
        }
        settled.forEach((store, list) -> store.settle(List.copyOf(list.values())));
    }

    private static <T extends Aggregate> List<Debt> debts(AggregateStore<T> store, Instant waitingSince) {
        return store.indebted(waitingSince, MOST_AT_ONCE).stream().filter(debt -> !debt.entries().isEmpty())
                .map(debt -> new Debt(store, debt.workspaceId(), debt.id(), debt.entries())).toList();
    }

    /**
     * An outbox to deliver.
     *
     * @param store where its document lives
     * @param workspaceId whose
     * @param id the document
     * @param entries what it owes, oldest first, never empty
     */
    public record Debt(AggregateStore<?> store, String workspaceId, String id, List<OutboxEntry> entries) {
    }
}
