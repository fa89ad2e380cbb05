package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import dev.nightdesk.api.platform.json.Fields;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One request after the platform's checks, as endpoints and services see it.
 *
 * @param operation what is asked for
 * @param principal who asks
 * @param parameters values of the parameters in the path
 * @param query the query
 * @param headers all values of a request header by its name
 * @param json the body as plain values; an empty map where there is none. A text stands under {@link #TEXT}, so that an
 *     idempotency key is bound to it as to any body
 * @param content the body of an upload; null for other operations
 * @param idempotency the request's idempotency key, if it has one
 * @param requestId the id that the answer, the logs and the events carry
 * @param remoteAddress where the request came from
 * @param now the caller's time: real, or that of the workspace's test clock
 */
public record Call(Operation operation, Principal principal, Map<String, String> parameters, Query query,
        Function<String, List<String>> headers, Map<String, Object> json, InputStream content,
        Optional<IdempotentRequest> idempotency, String requestId, String remoteAddress, Instant now) {
    static final String TEXT = "text";

    /** The caller's workspace. */
    public String workspaceId() {
        return principal.workspaceId();
    }

    /** The same call on what belongs to another owner, for the few resources whose owner is the installation. */
    public Call as(String owner) {
        Principal other = new Principal(principal.kind(), principal.id(), owner, principal.scopes(),
                principal.testClockId());
        return new Call(operation, other, parameters, query, headers, json, content, idempotency, requestId,
                remoteAddress, now);
    }

    /** The same call without its idempotency key, for a write before the one that carries the record. */
    public Call withoutKey() {
        return new Call(operation, principal, parameters, query, headers, json, content, Optional.empty(), requestId,
                remoteAddress, now);
    }

    /** The same call, its idempotency key bound to a content that only became known while it was read. */
    public Call sending(String content) {
        return new Call(operation, principal, parameters, query, headers, json, this.content,
                idempotency.map(request -> request.sending(content)), requestId, remoteAddress, now);
    }

    /** The value of a parameter in the path. */
    public String parameter(String name) {
        return parameters.get(name);
    }

    /** The body, to be read field by field. */
    public Fields fields() {
        return Fields.of(json);
    }

    /** The body of an operation that takes a text. */
    public String text() {
        return (String) json.get(TEXT);
    }

    /** Whether the caller would rather have this media type than JSON. */
    public boolean prefers(String mediaType) {
        Accept accept = new Accept(headers.apply("Accept"));
        return accept.quality(mediaType) > accept.quality(Answer.JSON);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.apply(name).stream().findFirst();
    }

    /** The {@code If-Match} of this request. */
    public Precondition precondition() {
        List<String> values = headers.apply("If-Match");
        return new Precondition(values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values)));
    }

    /** 304 when {@code If-None-Match} names this version, else what the supplier makes. */
    public Answer conditional(long version, Supplier<Answer> otherwise) {
        return conditional(ETags.of(version), otherwise);
    }

    /** The same for an entity tag of another kind, quotes included. */
    public Answer conditional(String etag, Supplier<Answer> otherwise) {
        boolean known = headers.apply("If-None-Match").stream().anyMatch(value -> ETags.listedWeakly(value, etag));
        return known ? Answer.notModified(etag) : otherwise.get().header("ETag", etag);
    }
}
