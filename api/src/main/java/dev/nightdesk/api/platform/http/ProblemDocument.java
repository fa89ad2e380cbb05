package dev.nightdesk.api.platform.http;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;

/** The {@code application/problem+json} form of a problem (RFC 9457). */
public final class ProblemDocument {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private ProblemDocument() {
    }

    /** The answer that tells the caller of one request about the problem. */
    public static Answer answer(Problem problem, String requestId) {
        Answer answer = new Answer(problem.code().status(), problem.headers(), MEDIA_TYPE, bytes(problem, requestId));
        return problem.code().status() == 401 ? answer.header("WWW-Authenticate", challenge(problem.code())) : answer;
    }

    /** The document's bytes. */
    public static byte[] bytes(Problem problem, String requestId) {
        ProblemCode code = problem.code();
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("type", code.type())
                .add("title", code.title())
                .add("status", code.status())
                .add("detail", problem.getMessage())
                .add("instance", "/v1/requests/" + requestId)
                .add("code", code.wireName())
                .add("request_id", requestId);
        problem.members().forEach(document::add);
        if (!problem.errors().isEmpty()) {
            JsonArrayBuilder errors = Json.createArrayBuilder();
            problem.errors().forEach(error -> errors.add(fieldError(error)));
            document.add("errors", errors);
        }
        return document.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObjectBuilder fieldError(FieldError error) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        if (error.pointer() != null) {
            object.add("pointer", error.pointer());
        } else {
            object.add("parameter", error.parameter());
        }
        return object.add("code", error.code()).add("detail", error.detail());
    }

    /** RFC 6750: no error code when no credential came. */
    private static String challenge(ProblemCode code) {
        return code == ProblemCode.UNAUTHENTICATED ? "Bearer realm=\"nightdesk\""
                : "Bearer realm=\"nightdesk\", error=\"invalid_token\"";
    }
}
