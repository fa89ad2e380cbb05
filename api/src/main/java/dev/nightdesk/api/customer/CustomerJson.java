package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wire shape of customers. */
public final class CustomerJson {
    private CustomerJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String externalId, String name, String email, String phone,
            String locale, String timeZone, String tier, String organizationId, Map<String, Object> attributes,
            List<String> tags, boolean blocked, Map<String, String> metadata, long version, Instant createdAt,
            Instant updatedAt) {
    }

    /** The customer as finished JSON, without anything expanded. */
    public static RawJson view(Customer customer) {
        CustomerProfile profile = customer.profile();
        return RawJson.of(Json.write(new View(customer.id(), "customer", customer.externalId(), profile.name(),
                customer.email(), customer.phone(), profile.locale(), profile.timeZone(), profile.tier(),
                profile.organizationId(), profile.attributes(), profile.tags(), customer.blocked(),
                profile.metadata(), customer.version(), customer.createdAt(), customer.updatedAt())));
    }

    static CustomerFields create(Fields body) {
        CustomerFields fields = inline(body).over(CustomerFields.of(null));
        body.check();
        return fields;
    }

    /**
     * Reads the customer inside another body, as what is said of it: null where nothing is. Faults are kept for the
     * check of the whole body.
     */
    public static CustomerFields inline(Fields body) {
        readOnly(body);
        return new CustomerFields(externalId(body), email(body), phone(body), new CustomerProfile(name(body),
                locale(body), timeZone(body), tier(body), organizationId(body), body.attributes("attributes"),
                body.replaced("tags", body.labels("tags"), null), body.replaced("blocked", body.flag("blocked"), null),
                body.metadata("metadata")));
    }

    /** The fields after a merge patch. */
    static CustomerFields update(Fields body, CustomerFields present) {
        CustomerFields fields = upserted(body, present, body.patched("external_id", externalId(body),
                present.externalId()));
        body.check();
        return fields;
    }

    /** The fields after an upsert, which has its external id in the path. */
    static CustomerFields upsert(Fields body, CustomerFields present) {
        CustomerFields fields = upserted(body, present, present.externalId());
        body.check();
        return fields;
    }

    private static CustomerFields upserted(Fields body, CustomerFields present, String externalId) {
        readOnly(body);
        CustomerProfile profile = present.profile();
        return new CustomerFields(externalId, body.patched("email", email(body), present.email()),
                body.patched("phone", phone(body), present.phone()), new CustomerProfile(
                        body.patched("name", name(body), profile.name()),
                        body.patched("locale", locale(body), profile.locale()),
                        body.patched("time_zone", timeZone(body), profile.timeZone()),
                        body.patched("tier", tier(body), profile.tier()),
                        body.patched("organization_id", organizationId(body), profile.organizationId()),
                        body.attributes("attributes", profile.attributes()),
                        body.replaced("tags", body.labels("tags"), profile.tags()),
                        body.replaced("blocked", body.flag("blocked"), profile.blocked()),
                        body.metadata("metadata", profile.metadata())));
    }

    private static void readOnly(Fields body) {
        body.readOnly("id", "object", "organization", "version", "created_at", "updated_at");
    }

    private static String externalId(Fields body) {
        return body.name("external_id", 255);
    }

    private static String name(Fields body) {
        return body.name("name", 200);
    }

    private static String email(Fields body) {
        return body.formatted("email", Addresses.LONGEST_EMAIL, Addresses.EMAIL_FORM, Addresses::email);
    }

    private static String phone(Fields body) {
        return body.formatted("phone", 16, Addresses.PHONE_FORM, Addresses::phone);
    }

    private static String locale(Fields body) {
        return body.language("locale");
    }

    private static String timeZone(Fields body) {
        ZoneId zone = body.zone("time_zone");
        return zone == null ? null : zone.getId();
    }

    private static String tier(Fields body) {
        return body.name("tier", 40);
    }

    private static String organizationId(Fields body) {
        return body.formatted("organization_id", 40, "the id of an organization",
                text -> Optional.of(text).filter(ResourceType.ORGANIZATION::matches));
    }
}
