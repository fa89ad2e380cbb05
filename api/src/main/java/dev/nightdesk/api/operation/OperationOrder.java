package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.id.ResourceType;

/**
 * What was asked for.
 *
 * @param kind what to do
 * @param target the type of the resource it works on
 * @param targetId that resource
 * @param requestId the request that asked
 * @param testClockId the test clock that the asking workspace lives by, or null for real time
 */
public record OperationOrder(OperationKind kind, ResourceType target, String targetId, String requestId,
        String testClockId) {
    /** What this call asks for. */
    public static OperationOrder of(Call call, OperationKind kind, ResourceType target, String targetId) {
        return new OperationOrder(kind, target, targetId, call.requestId(), call.principal().testClockId());
    }
}
