package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.Companion;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** Outbox entries as documents. It knows how each collection of companions maps its own. */
public final class OutboxMapping {
    private final Map<String, DocumentMapping<?>> companions = new HashMap<>();
    private final IdempotencyMapping records;

    /** A mapping that seals recorded answers which show a secret. */
    public OutboxMapping(IdempotencyMapping records) {
        this.records = records;
    }

    /** Companions of this collection are mapped so. */
    public OutboxMapping companions(String collection, DocumentMapping<?> mapping) {
        companions.put(collection, mapping);
        return this;
    }

    /** A companion as the document of its collection. */
    Document companion(String collection, Aggregate value) {
        return AggregateForm.whole(value, fields(companions.get(collection), value));
    }

    Document write(OutboxEntry entry) {
        Document document = new Document("n", entry.number());
        if (!entry.events().isEmpty()) {
            document.append("e", entry.events().stream().map(EventMapping::write).toList());
        }
        if (!entry.companions().isEmpty()) {
            document.append("c", entry.companions().stream().map(companion -> new Document("k", companion.collection())
                    .append("d", companion(companion.collection(), companion.value()))).toList());
        }
        entry.untold().ifPresent(record -> document.append("r", records.write(record)));
        return document;
    }

    List<OutboxEntry> readAll(Document document) {
        List<Document> entries = document.getList("outbox", Document.class, List.of());
        return entries.isEmpty() ? List.of() : entries.stream().map(this::read).toList();
    }

    private OutboxEntry read(Document entry) {
        List<Event> events = entry.getList("e", Document.class, List.of()).stream().map(EventMapping::read).toList();
        return new OutboxEntry(entry.getLong("n"), events,
                entry.getList("c", Document.class, List.of()).stream().map(this::readCompanion).toList(),
                Optional.ofNullable(entry.get("r", Document.class)).map(records::read).or(() -> events.stream()
                        .flatMap(event -> IdempotencyRecord.of(event).stream()).findFirst()));
    }

    private Companion readCompanion(Document document) {
        String collection = document.getString("k");
        return new Companion(collection, companions.get(collection).read(document.get("d", Document.class)));
    }

    /** The registry pairs each collection with the mapping of its own type. */
    @SuppressWarnings("unchecked")
    private static <T extends Aggregate> Document fields(DocumentMapping<T> mapping, Aggregate value) {
        return mapping.write((T) value);
    }
}
