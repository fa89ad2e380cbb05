package dev.nightdesk.api.audit;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Difference;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;

/**
 * Who did what, when, from where. It rides as a companion in the outbox of the change it tells of
 * ({@code effect.with(AuditEntry.COLLECTION, entry)}), so that it exists exactly if the change does.
 *
 * @param action the {@code operationId} of what was done
 * @param target the type of the resource it was done to
 * @param targetId that resource
 * @param source where the request came from
 * @param difference the changed fields; never a secret or the text of a message
 */
public record AuditEntry(String id, String workspaceId, String action, Actor actor, ResourceType target,
        String targetId, Source source, Difference difference, String requestId, Instant createdAt)
        implements Aggregate {
    /** Where entries live. */
    public static final String COLLECTION = "audit_entries";
    private static final int LONGEST_USER_AGENT = 500;

    /**
     * Where a request came from.
     *
     * @param ip the client's address; null for work without a request
     * @param userAgent its {@code User-Agent}, cut at 500 characters; null when there was none
     */
    public record Source(String ip, String userAgent) {
    }

    /**
     * The one entry of a call, in the log of the call's workspace ({@link Call#as} for another's). A second one of the
     * same call would have the same id.
     *
     * @param before the JSON form as it was, without secrets; null when the resource is made
     * @param after the JSON form as it will be, without secrets; null when the resource is removed
     */
    public static AuditEntry of(Call call, ResourceType target, String targetId, RawJson before, RawJson after) {
        return new AuditEntry(id(call.requestId()), call.workspaceId(), call.operation().id(),
                Actor.of(call.principal()), target, targetId, source(call), Difference.of(before, after),
                call.requestId(), call.now());
    }

    /** The entry of what Nightdesk does by itself, under an id that the caller has made. */
    public static AuditEntry bySystem(String id, String workspaceId, String action, ResourceType target,
            String targetId, RawJson before, RawJson after, Instant now) {
        return new AuditEntry(id, workspaceId, action, Actor.SYSTEM, target, targetId, new Source(null, null),
                Difference.of(before, after), null, now);
    }

    /** Taken from the request's id, so that a decision that is repeated makes the same entry. */
    private static String id(String requestId) {
        return ResourceType.AUDIT_ENTRY.prefix() + requestId.substring(requestId.indexOf('_'));
    }

    private static Source source(Call call) {
        String userAgent = call.header("User-Agent").orElse(null);
        boolean tooLong = userAgent != null && userAgent.length() > LONGEST_USER_AGENT;
        return new Source(call.remoteAddress(), tooLong ? userAgent.substring(0, LONGEST_USER_AGENT) : userAgent);
    }

    /** Entries never change. */
    @Override
    public long version() {
        return 1;
    }
}
