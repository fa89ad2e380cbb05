package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemDocument;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.Map;

/** The wire shape of operations. */
final class OperationJson {
    private OperationJson() {
    }

    /** What an operation works on. */
    public record Target(String type, String id) {
    }

    /** What came out. */
    public record Result(Map<String, Long> affected) {
    }

    /** What is always sent. */
    public record View(String id, String object, String kind, boolean done, double progress, Target target,
            Instant finishedAt, long version, Instant createdAt, Instant updatedAt) {
    }

    static RawJson view(Operation operation) {
        OperationOrder order = operation.order();
        RawJson view = RawJson.of(Json.write(new View(operation.id(), "operation", Fields.wireName(order.kind()),
                operation.done(), operation.progress(), new Target(order.target().objectName(), order.targetId()),
                operation.finishedAt(), operation.version(), operation.createdAt(), operation.updatedAt())));
        if (!operation.done()) {
            return view;
        }
        OperationFailure failure = operation.failure();
        return failure == null ? view.with("result", text(Json.write(new Result(operation.affected()))))
                : view.with("error", text(ProblemDocument.bytes(Problem.of(failure.code(), failure.detail()),
                        order.requestId())));
    }

    private static String text(byte[] json) {
        return RawJson.of(json).text();
    }
}
