package dev.nightdesk.api.platform.http;

import java.util.Locale;

/**
 * The one table of everything that can go wrong on the wire: code, HTTP status, title.
 * The OpenAPI document and the SDK's exceptions are checked against it.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "Malformed request"),
    MALFORMED_JSON(400, "Malformed JSON"),
    INVALID_BODY(400, "Invalid body"),
    INVALID_PARAMETER(400, "Invalid parameter"),
    UNKNOWN_PARAMETER(400, "Unknown parameter"),
    INVALID_HEADER(400, "Invalid header"),
    INVALID_CURSOR(400, "Invalid cursor"),
    INVALID_EVENT_ID(400, "Invalid event id"),
    INVALID_IDEMPOTENCY_KEY(400, "Invalid idempotency key"),
    UNAUTHENTICATED(401, "Not authenticated"),
    INVALID_CREDENTIAL(401, "Invalid credential"),
    CREDENTIAL_NOT_ACCEPTED(401, "Credential not accepted here"),
    INSUFFICIENT_SCOPE(403, "Missing scope"),
    FIELD_NOT_ALLOWED(403, "Field not allowed"),
    CUSTOMER_BLOCKED(403, "Customer is blocked"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    VERSION_CONFLICT(409, "Concurrent change"),
    DUPLICATE_EXTERNAL_ID(409, "External id is taken"),
    DUPLICATE_EMAIL(409, "E-mail address is taken"),
    IDENTITY_TAKEN(409, "Identity is taken"),
    ILLEGAL_TRANSITION(409, "Illegal transition"),
    CONVERSATION_CLOSED(409, "Conversation is closed"),
    CONVERSATION_MERGED(409, "Conversation was merged"),
    ALREADY_ASSIGNED(409, "Already assigned"),
    CUSTOMER_NOT_MERGED(409, "Customer is not merged"),
    AGENT_IN_USE(409, "Agent is in use"),
    ORGANIZATION_IN_USE(409, "Organization is in use"),
    SCHEDULE_IN_USE(409, "Schedule is in use"),
    CLOCK_ADVANCING(409, "Test clock is advancing"),
    IDEMPOTENCY_IN_PROGRESS(409, "Request in progress"),
    CUSTOMER_MERGED(410, "Customer was merged"),
    EVENT_EXPIRED(410, "Event has expired"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    CONTENT_TOO_LARGE(413, "Content too large"),
    URI_TOO_LONG(414, "URI too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused"),
    UNKNOWN_REFERENCE(422, "Unknown reference"),
    DIFFERENT_CUSTOMERS(422, "Different customers"),
    SAME_RESOURCE(422, "Same resource"),
    AUTHOR_NOT_ALLOWED(422, "Author not allowed"),
    ATTACHMENT_IN_USE(422, "Attachment is in use"),
    INSTANT_NOT_LATER(422, "Instant is not later"),
    LIMIT_EXCEEDED(422, "Limit exceeded"),
    IMPOSSIBLE_SCHEDULE(422, "Impossible schedule"),
    IMPOSSIBLE_POLICY(422, "Impossible policy"),
    ADDRESS_NOT_ALLOWED(422, "Address not allowed"),
    LIVE_WORKSPACE(422, "Workspace is live"),
    PRECONDITION_REQUIRED(428, "Precondition required"),
    RATE_LIMITED(429, "Too many requests"),
    HEADER_TOO_LARGE(431, "Header fields too large"),
    INTERNAL_ERROR(500, "Internal error"),
    UNAVAILABLE(503, "Unavailable"),
    OVERLOADED(503, "Overloaded"),
    DRAINING(503, "Shutting down");

    private static final String TYPE_BASE = "https://docs.nightdesk.dev/problems/";

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The value of {@code code}. */
    public String wireName() {
        return wireName;
    }

    /** The HTTP status, always the same for one code. */
    public int status() {
        return status;
    }

    /** The value of {@code title}. */
    public String title() {
        return title;
    }

    /** The value of {@code type}: a page that explains the problem. */
    public String type() {
        return TYPE_BASE + wireName;
    }
}
