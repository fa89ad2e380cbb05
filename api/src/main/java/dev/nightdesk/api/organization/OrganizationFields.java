package dev.nightdesk.api.organization;

import java.util.List;
import java.util.Map;

/** What users of the API set on an organization. */
public record OrganizationFields(String name, String externalId, List<String> domains, String tier,
        Map<String, Object> attributes, List<String> tags, Map<String, String> metadata) {
}
