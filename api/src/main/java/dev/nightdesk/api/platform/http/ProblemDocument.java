package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

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
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", code.type());
        document.put("title", code.title());
        document.put("status", code.status());
        document.put("detail", problem.getMessage());
        document.put("instance", "/v1/requests/" + requestId);
        document.put("code", code.wireName());
        document.put("request_id", requestId);
        document.putAll(problem.members());
        if (!problem.errors().isEmpty()) {
            document.put("errors", problem.errors().stream().map(ProblemDocument::fieldError).toList());
        }
        return Json.write(document);
    }

    private static Map<String, Object> fieldError(FieldError error) {
        Map<String, Object> object = new LinkedHashMap<>();
        boolean inBody = error.pointer() != null;
        object.put(inBody ? "pointer" : "parameter", inBody ? error.pointer() : error.parameter());
        object.put("code", error.code());
        object.put("detail", error.detail());
        return object;
    }

    /** RFC 6750: no error code when no credential came. */
    private static String challenge(ProblemCode code) {
        return code == ProblemCode.UNAUTHENTICATED ? "Bearer realm=\"nightdesk\""
                : "Bearer realm=\"nightdesk\", error=\"invalid_token\"";
    }
}
