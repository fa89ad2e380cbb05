package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.BroughtMessage;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.event.Receipt;
import dev.nightdesk.api.platform.id.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.bson.Document;

/** Events as documents, in the log and in outboxes alike. Short names: there are more events than anything else. */
final class EventMapping {
    private EventMapping() {
    }

    static Document write(Event event) {
        return write(event, new Document());
    }

    /** The same behind what the document holds already. */
    static Document write(Event event, Document document) {
        document.append("w", event.workspaceId()).append("e", event.id())
                .append("n", event.sequence()).append("t", event.draft().type())
                .append("at", Date.from(event.timestamp()))
                .append("a", new Document("t", event.actor().type()).append("i", event.actor().id()))
                .append("d", event.draft().data());
        if (event.draft().conversationId() != null) {
            document.append("c", event.draft().conversationId()).append("cn", event.draft().conversationSequence());
        }
        if (event.draft().personId() != null) {
            document.append("p", event.draft().personId());
        }
        if (event.draft().message() != null) {
            document.append("m", event.draft().message().sequence()).append("mk", event.draft().message().kind());
        }
        if (event.receipt() != null) {
            document.append("k", number(event.receipt().key())).append("i", write(event.receipt()));
        }
        return event.requestId() == null ? document : document.append("r", event.requestId());
    }

    /** Short, as keys in no order cost an index more the longer they are; two may share one. */
    static long number(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    static Event read(Document document) {
        Document actor = document.get("a", Document.class);
        Long sequence = document.getLong("cn");
        return new Event(document.getString("e"), document.getString("w"), document.getLong("n"),
                document.getDate("at").toInstant(), new Actor(actor.getString("t"), actor.getString("i")),
                new EventDraft(document.getString("t"), document.getString("c"), sequence == null ? 0 : sequence,
                        document.getString("d"), document.getString("p"), message(document)),
                document.getString("r"), receipt(document));
    }

    private static BroughtMessage message(Document document) {
        Long sequence = document.getLong("m");
        return sequence == null ? null : new BroughtMessage(ResourceType.MESSAGE.like(document.getString("e")),
                document.getString("mk"), sequence);
    }

    private static Document write(Receipt receipt) {
        return new Document("k", receipt.key()).append("f", receipt.fingerprint()).append("s", receipt.status())
                .append("h", new Document(new LinkedHashMap<>(receipt.headers())))
                .append("x", Date.from(receipt.expiresAt()));
    }

    private static Receipt receipt(Document document) {
        Document receipt = document.get("i", Document.class);
        if (receipt == null) {
            return null;
        }
        return new Receipt(receipt.getString("k"), receipt.getString("f"), receipt.getInteger("s"),
                Values.metadata(receipt, "h"), receipt.getDate("x").toInstant());
    }
}
