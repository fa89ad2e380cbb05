package dev.nightdesk.api.agent;

import dev.nightdesk.api.platform.auth.AgentRole;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What users of the API set on an agent.
 *
 * @param email in lower case
 * @param timeZone null for the workspace's
 * @param languages BCP 47 tags, best first
 */
public record AgentFields(String name, String email, String externalId, AgentRole role, ZoneId timeZone,
        List<String> languages, Map<String, String> metadata) {
}
