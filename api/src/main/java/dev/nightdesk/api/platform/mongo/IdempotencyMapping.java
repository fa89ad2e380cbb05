package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;

/** Idempotency records as documents. An answer that shows a secret is sealed for the record it stands in. */
public final class IdempotencyMapping {
    private final Seal seal;

    /** A mapping with this seal. */
    public IdempotencyMapping(Seal seal) {
        this.seal = seal;
    }

    Document write(IdempotencyRecord record) {
        Document document = new Document("_id", record.request().id()).append("w", record.request().workspaceId())
                .append("fingerprint", record.request().fingerprint())
                .append("expires_at", Date.from(record.expiresAt()));
        if (record.resourceId() != null) {
            document.append("resource_id", record.resourceId());
        }
        if (record.leaseUntil() != null) {
            document.append("lease_until", Date.from(record.leaseUntil()));
        }
        return record.finished() ? document.append("answer", answer(record.request(), record.answer())) : document;
    }

    IdempotencyRecord read(Document document) {
        IdempotentRequest request = new IdempotentRequest(document.getString("_id"), document.getString("w"),
                document.getString("fingerprint"));
        Date lease = document.getDate("lease_until");
        Document answer = document.get("answer", Document.class);
        Instant leaseUntil = lease == null ? null : lease.toInstant();
        return new IdempotencyRecord(request, document.getString("resource_id"), leaseUntil,
                answer == null ? null : answer(request, answer), document.getDate("expires_at").toInstant());
    }

    private Document answer(IdempotentRequest request, Answer answer) {
        byte[] body = answer.secret() ? seal.close(answer.body(), request.id()) : answer.body();
        return new Document("status", answer.status()).append("headers", new Document(Map.copyOf(answer.headers())))
                .append("content_type", answer.contentType()).append("body", new Binary(body))
                .append("sealed", answer.secret());
    }

    private Answer answer(IdempotentRequest request, Document document) {
        byte[] body = document.get("body", Binary.class).getData();
        boolean sealed = document.getBoolean("sealed");
        return new Answer(document.getInteger("status"), Values.metadata(document, "headers"),
                document.getString("content_type"), sealed ? seal.open(body, request.id()) : body, null, sealed, null);
    }
}
