package dev.nightdesk.api.platform.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal that the caller is told about, thrown wherever it is found and turned into a problem document by the
 * dispatcher. It carries no stack trace: it is an answer, not a failure of ours.
 */
public final class Problem extends RuntimeException {
    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> members;
    private final transient Map<String, String> headers;

    private Problem(ProblemCode code, String detail, List<FieldError> errors, Map<String, String> members,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = errors;
        this.members = members;
        this.headers = headers;
    }

    /** A problem with a sentence for the developer who meets it; the sentence never names our insides. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of(), Map.of());
    }

    /** A body whose fields are wrong, with every fault. */
    public static Problem invalidBody(List<FieldError> errors) {
        return new Problem(ProblemCode.INVALID_BODY, errors.size() == 1 ? errors.getFirst().detail()
                : "The body has " + errors.size() + " faults; see errors.", List.copyOf(errors), Map.of(), Map.of());
    }

    /** A query parameter with a value that is not allowed. */
    public static Problem invalidParameter(String parameter, String code, String detail) {
        String sentence = parameter + " " + detail + ".";
        return new Problem(ProblemCode.INVALID_PARAMETER, sentence,
                List.of(FieldError.parameter(parameter, code, sentence)), Map.of(), Map.of());
    }

    /** A query parameter that the operation does not have. */
    public static Problem unknownParameter(String parameter) {
        String sentence = parameter + " is not a parameter of this operation.";
        return new Problem(ProblemCode.UNKNOWN_PARAMETER, sentence,
                List.of(FieldError.parameter(parameter, "unknown_parameter", sentence)), Map.of(), Map.of());
    }

    /** A business rule that one field breaks. */
    public static Problem ofField(ProblemCode code, String pointer, String fieldCode, String detail) {
        return new Problem(code, detail, List.of(FieldError.field(pointer, fieldCode, detail)), Map.of(), Map.of());
    }

    /** One sentence for what is absent and what the caller may not see, so that neither can be told from the other. */
    public static Problem notFound() {
        return of(ProblemCode.NOT_FOUND, "There is no such resource.");
    }

    /** The same with the faults of fields that led to it. */
    public Problem faults(List<FieldError> faults) {
        return new Problem(code, getMessage(), List.copyOf(faults), members, headers);
    }

    /** The same with a further member in the document, such as {@code existing_id}. */
    public Problem with(String member, String value) {
        return new Problem(code, getMessage(), errors, extended(members, member, value), headers);
    }

    /** The same with a further response header. */
    public Problem header(String name, String value) {
        return new Problem(code, getMessage(), errors, members, extended(headers, name, value));
    }

    /** What went wrong. */
    public ProblemCode code() {
        return code;
    }

    /** The faults of the body, if that is what went wrong. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Further members of the document. */
    public Map<String, String> members() {
        return members;
    }

    /** Further headers of the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    private static Map<String, String> extended(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
