package dev.nightdesk.api.platform.id;

import java.util.regex.Pattern;

/**
 * Every kind of resource that has an id of its own: the prefix on the wire and the {@code object} name.
 * An id is {@code <prefix>_} and the 26 characters of a ULID; to clients it is opaque and case-sensitive.
 */
public enum ResourceType {
    WORKSPACE("wsp", "workspace"),
    API_KEY("key", "api_key"),
    IDENTITY_SECRET("ids", "identity_secret"),
    AUDIT_ENTRY("aud", "audit_entry"),
    CUSTOMER("cus", "customer"),
    CUSTOMER_IDENTITY("idn", "customer_identity"),
    ORGANIZATION("org", "organization"),
    CONVERSATION("cnv", "conversation"),
    MESSAGE("msg", "message"),
    ATTACHMENT("att", "attachment"),
    AGENT("agt", "agent"),
    EVENT("evt", "event"),
    WEBHOOK_ENDPOINT("whk", "webhook_endpoint"),
    WEBHOOK_DELIVERY("dlv", "webhook_delivery"),
    OPERATION("opr", "operation"),
    SCHEDULE("sch", "schedule"),
    SLA_POLICY("slp", "sla_policy"),
    TEST_CLOCK("tcl", "test_clock"),
    SIGNING_KEY("sig", "signing_key"),
    REQUEST("req", "request");

    private static final String ULID = "[0-9A-HJKMNP-TV-Z]{26}";

    private final String prefix;
    private final String objectName;
    private final Pattern pattern;

    ResourceType(String prefix, String objectName) {
        this.prefix = prefix;
        this.objectName = objectName;
        this.pattern = Pattern.compile(prefix + "_" + ULID);
    }

    /** The letters before the underscore, such as {@code cnv}. */
    public String prefix() {
        return prefix;
    }

    /** The value of the {@code object} field, such as {@code conversation}. */
    public String objectName() {
        return objectName;
    }

    /** The name of many, such as {@code audit_entries}. */
    public String plural() {
        return objectName.endsWith("y") ? objectName.substring(0, objectName.length() - 1) + "ies" : objectName + "s";
    }

    /** The id of this type that has the 26 characters of another one. */
    public String like(String id) {
        return prefix + id.substring(id.indexOf('_'));
    }

    /** Whether the text has the form of an id of this type; says nothing about its existence. */
    public boolean matches(String id) {
        return pattern.matcher(id).matches();
    }
}
