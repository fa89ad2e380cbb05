package dev.nightdesk.api.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The media types of bodies and answers: JSON, but for the few operations that say otherwise here. */
final class MediaTypes {
    private static final String PROBLEM = "application/problem+json";
    private static final List<String> JSON = List.of(Answer.JSON, "application/merge-patch+json");
    private static final Map<Operation, String> TEXTS = Map.of(Operation.IMPORT_SCHEDULE_CALENDAR, "text/calendar");
    private static final Map<Operation, String> ALSO_OFFERED = Map.of(Operation.GET_SCHEDULE, Answer.SVG,
            Operation.GET_CONVERSATION_SLA, Answer.SVG, Operation.STREAM_EVENTS, Answer.EVENT_STREAM,
            Operation.STREAM_CONVERSATION_EVENTS, Answer.EVENT_STREAM);

    private MediaTypes() {
    }

    /** Whether the body is a text and not JSON. */
    static boolean takesText(Operation operation) {
        return TEXTS.containsKey(operation);
    }

    /** Refuses a body of another type, or in another character set than UTF-8. */
    static void checkBody(Operation operation, List<String> contentTypes) {
        List<String> taken = takesText(operation) ? List.of(TEXTS.get(operation)) : JSON;
        if (contentTypes.size() != 1 || !isOneOf(taken, contentTypes.getFirst())) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be " + taken.getFirst() + " in UTF-8.");
        }
    }

    /** Refuses a caller that takes none of what the operation answers. */
    static void checkAnswer(Operation operation, Accept accept) {
        String also = ALSO_OFFERED.get(operation);
        boolean taken = accept.quality(Answer.JSON) > 0 || accept.quality(PROBLEM) > 0
                || (also != null && accept.quality(also) > 0);
        if (!taken) {
            throw Problem.of(ProblemCode.NOT_ACCEPTABLE, also == null ? "The answer is application/json."
                    : "The answer is application/json or " + also + ".");
        }
    }

    /** Bytes as text in UTF-8. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The body is not UTF-8.");
        }
    }

    private static boolean isOneOf(List<String> types, String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            utf8 &= !parameter.startsWith("charset=") || parameter.replace("\"", "").equals("charset=utf-8");
        }
        return utf8 && types.contains(parts[0].trim());
    }
}
