package dev.nightdesk.api.organization;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A company or group that customers belong to.
 *
 * @param domains e-mail domains, in lower case
 * @param tier a level of service of the product's own naming, or null
 */
public record Organization(String id, String workspaceId, String name, String externalId, List<String> domains,
        String tier, Map<String, Object> attributes, List<String> tags, Map<String, String> metadata, long version,
        Instant createdAt, Instant updatedAt) implements Aggregate {
    /** A new organization. */
    public static Organization create(String id, String workspaceId, OrganizationFields fields, Instant now) {
        return new Organization(id, workspaceId, fields.name(), fields.externalId(), fields.domains(), fields.tier(),
                fields.attributes(), fields.tags(), fields.metadata(), 1, now, now);
    }

    /** The organization with these fields; itself when they are what they were. */
    public Organization update(OrganizationFields fields, Instant now) {
        return fields.equals(fields()) ? this
                : new Organization(id, workspaceId, fields.name(), fields.externalId(), fields.domains(),
                        fields.tier(), fields.attributes(), fields.tags(), fields.metadata(), version + 1, createdAt,
                        now);
    }

    /** What its users may set. */
    public OrganizationFields fields() {
        return new OrganizationFields(name, externalId, domains, tier, attributes, tags, metadata);
    }
}
