package dev.nightdesk.api.message;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventJson;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.platform.time.Timestamps;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The wire shape of messages. */
public final class MessageJson {
    private static final int LONGEST_BODY = 65_536;
    private static final int MOST_ATTACHMENTS = 20;
    private static final Pattern ATTACHMENT = Pattern.compile("att_[0-9A-HJKMNP-TV-Z]{26}");
    private static final Set<MessageKind> WRITABLE = EnumSet.of(MessageKind.REPLY, MessageKind.NOTE);
    private static final Set<AuthorType> AUTHORS = EnumSet.of(AuthorType.CUSTOMER, AuthorType.AGENT, AuthorType.BOT);

    private MessageJson() {
    }

    /** What everybody sees. */
    public record View(String id, String object, String conversationId, String kind, AuthorView author, String body,
            String format, String channel, List<MessageFile> attachments, String inReplyTo, String externalId,
            boolean redacted, Instant redactedAt, long sequence, long version, Instant createdAt, Instant updatedAt) {
    }

    /** Who wrote. */
    public record AuthorView(String type, String id) {
    }

    /** How far a reply got. */
    public record Delivery(String state, Instant updatedAt, String error) {
    }

    /** As API keys and agents see it. */
    public static RawJson view(Message message) {
        return customerView(message).with("metadata", Json.object(message.metadata()).text());
    }

    /** As the customer sees it. */
    public static RawJson customerView(Message message) {
        View view = new View(message.id(), "message", message.conversationId(),
                Fields.wireName(message.text().kind()),
                new AuthorView(Fields.wireName(message.author().type()), message.author().id()),
                message.text().body(), Fields.wireName(message.text().format()), Fields.wireName(message.channel()),
                message.attachments(), message.inReplyTo(), message.externalId(), message.redactedAt() != null,
                message.redactedAt(), message.sequence(), message.version(), message.createdAt(),
                message.updatedAt());
        RawJson json = Json.object(view);
        // A reply is sent once it is here: whoever follows the conversation over this API has it then.
        return message.isPublic() ? json.with("delivery", Json.object(
                new Delivery("sent", message.createdAt(), null)).text()) : json;
    }

    /** The message that lives in the event, of which its data is the view that API keys and agents see. */
    public static Message broughtBy(Event event) {
        JsonObject message = EventJson.data(event).getJsonObject("message");
        JsonObject author = message.getJsonObject("author");
        Map<String, String> metadata = new LinkedHashMap<>();
        message.getJsonObject("metadata")
                .forEach((name, value) -> metadata.put(name, ((JsonString) value).getString()));
        return new Message(message.getString("id"), event.workspaceId(), event.draft().conversationId(),
                new Author(constant(AuthorType.class, author, "type"), author.getString("id", null)),
                new MessageText(constant(MessageKind.class, message, "kind"), message.getString("body"),
                        constant(MessageFormat.class, message, "format")),
                constant(Channel.class, message, "channel"), List.of(), message.getString("in_reply_to", null), null,
                Collections.unmodifiableMap(metadata), event.draft().message().sequence(),
                event.draft().conversationSequence(), null, 1, instant(message, "created_at"),
                instant(message, "updated_at"));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonObject object, String name) {
        return Enum.valueOf(type, object.getString(name).toUpperCase(Locale.ROOT));
    }

    private static Instant instant(JsonObject object, String name) {
        return Timestamps.parse(object.getString(name)).orElseThrow();
    }

    /**
     * What a caller wants written.
     *
     * @param author null for the usual one
     */
    public record Create(AuthorType author, String authorId, MessageText text, Channel channel,
            List<String> attachments, String inReplyTo, String externalId, Map<String, String> metadata) {
    }

    /** Reads without checking: the body may be part of a larger one. */
    public static Create read(Call call, Fields body) {
        body.readOnly("id", "object", "conversation_id", "delivery", "redacted", "redacted_at", "sequence", "version",
                "created_at", "updated_at");
        MessageKind kind = body.notNull("kind", "format", "channel").choice("kind", WRITABLE);
        MessageFormat format = body.choice("format", MessageFormat.class);
        List<String> attachments = body.texts("attachments", MOST_ATTACHMENTS, 40, ATTACHMENT, "an attachment's id");
        Fields author = author(call, body);
        AuthorType type = author == null ? null : author.require("type").choice("type", AUTHORS);
        String authorId = author == null ? null : author.notNull("id").formatted("id", 40,
                "the id of a customer or agent", id -> Optional.of(id).filter(text -> ResourceType.CUSTOMER.matches(text)
                        || ResourceType.AGENT.matches(text)));
        if (type == AuthorType.AGENT && authorId == null) {
            author.require("id");
        }
        String inReplyTo = body.formatted("in_reply_to", 40, "a message's id",
                id -> Optional.of(id).filter(ResourceType.MESSAGE::matches));
        return new Create(type, authorId, new MessageText(kind == null ? MessageKind.REPLY : kind,
                text(body, attachments), format == null ? MessageFormat.TEXT : format),
                body.choice("channel", Channel.class), attachments == null ? List.of() : attachments, inReplyTo,
                body.name("external_id", 255), body.metadata("metadata"));
    }

    private static Fields author(Call call, Fields body) {
        boolean asSelf = switch (call.principal().kind()) {
            case CUSTOMER, AGENT -> true;
            case API_KEY, PLATFORM -> false;
        };
        if (asSelf && body.has("author")) {
            throw Problem.ofField(ProblemCode.FIELD_NOT_ALLOWED, "#/author", "not_allowed",
                    "author may be given by API keys only.");
        }
        return body.object("author");
    }

    private static String text(Fields body, List<String> attachments) {
        boolean hasFiles = attachments != null && !attachments.isEmpty();
        String text = body.require("body").text("body", LONGEST_BODY);
        if (text != null && text.isEmpty() && !hasFiles) {
            body.fault("body", "too_short", "may be empty only with attachments");
        }
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY) {
            body.fault("body", "too_long", "must hold at most " + LONGEST_BODY + " bytes of UTF-8");
        }
        return text == null ? "" : text;
    }
}
