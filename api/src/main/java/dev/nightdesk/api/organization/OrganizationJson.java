package dev.nightdesk.api.organization;

import dev.nightdesk.api.platform.json.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The wire shape of organizations. */
final class OrganizationJson {
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9.-]+");
    private static final int MOST_DOMAINS = 100;
    private static final int LONGEST_DOMAIN = 253;

    private OrganizationJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String name, String externalId, List<String> domains, String tier,
            Map<String, Object> attributes, List<String> tags, Map<String, String> metadata, long version,
            Instant createdAt, Instant updatedAt) {
    }

    static View view(Organization organization) {
        return new View(organization.id(), "organization", organization.name(), organization.externalId(),
                organization.domains(), organization.tier(), organization.attributes(), organization.tags(),
                organization.metadata(), organization.version(), organization.createdAt(), organization.updatedAt());
    }

    static OrganizationFields create(Fields body) {
        body.readOnly("id", "object", "version", "created_at", "updated_at");
        OrganizationFields fields = new OrganizationFields(body.requiredText("name", 200), externalId(body),
                orEmpty(domains(body)), tier(body), body.attributes("attributes"), orEmpty(body.labels("tags")),
                body.metadata("metadata"));
        body.check();
        return fields;
    }

    /** The fields after a merge patch. */
    static OrganizationFields update(Fields body, OrganizationFields present) {
        body.readOnly("id", "object", "version", "created_at", "updated_at");
        OrganizationFields fields = new OrganizationFields(
                body.replaced("name", body.name("name", 200), present.name()),
                body.patched("external_id", externalId(body), present.externalId()),
                body.replaced("domains", domains(body), present.domains()),
                body.patched("tier", tier(body), present.tier()),
                body.attributes("attributes", present.attributes()),
                body.replaced("tags", body.labels("tags"), present.tags()),
                body.metadata("metadata", present.metadata()));
        body.check();
        return fields;
    }

    private static String externalId(Fields body) {
        return body.name("external_id", 255);
    }

    private static String tier(Fields body) {
        return body.name("tier", 40);
    }

    private static List<String> domains(Fields body) {
        List<String> domains = body.texts("domains", MOST_DOMAINS, LONGEST_DOMAIN, DOMAIN, "an e-mail domain");
        return domains == null ? null
                : domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).distinct().toList();
    }

    private static List<String> orEmpty(List<String> list) {
        return list == null ? List.of() : list;
    }
}
