package dev.nightdesk.api.agent;

import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Formats;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The wire shape of agents. */
public final class AgentJson {
    private static final int MOST_LANGUAGES = 20;
    private static final int LONGEST_LANGUAGE = 35;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9-]{2,}");

    private AgentJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String name, String email, String externalId, String role,
            String timeZone, List<String> languages, Map<String, String> metadata, long version, Instant createdAt,
            Instant updatedAt) {
    }

    /** The agent as it is sent wherever it appears. */
    public static RawJson view(Agent agent) {
        AgentFields fields = agent.fields();
        ZoneId zone = fields.timeZone();
        return RawJson.of(Json.write(new View(agent.id(), "agent", fields.name(), fields.email(), fields.externalId(),
                Fields.wireName(fields.role()), zone == null ? null : zone.getId(), fields.languages(),
                fields.metadata(), agent.version(), agent.createdAt(), agent.updatedAt())));
    }

    static AgentFields create(Fields body) {
        readOnly(body);
        AgentRole role = body.notNull("role").choice("role", AgentRole.class);
        List<String> languages = languages(body);
        AgentFields fields = new AgentFields(body.requiredText("name", 200), email(body.require("email")),
                externalId(body), role == null ? AgentRole.AGENT : role, body.zone("time_zone"),
                languages == null ? List.of() : languages, body.metadata("metadata"));
        body.check();
        return fields;
    }

    /** The fields after a merge patch. */
    static AgentFields update(Fields body, AgentFields present) {
        readOnly(body);
        AgentFields fields = new AgentFields(
                body.replaced("name", body.name("name", 200), present.name()),
                body.replaced("email", email(body), present.email()),
                body.patched("external_id", externalId(body), present.externalId()),
                body.replaced("role", body.choice("role", AgentRole.class), present.role()),
                body.patched("time_zone", body.zone("time_zone"), present.timeZone()),
                body.replaced("languages", languages(body), present.languages()),
                body.metadata("metadata", present.metadata()));
        body.check();
        return fields;
    }

    private static void readOnly(Fields body) {
        body.readOnly("id", "object", "version", "created_at", "updated_at");
    }

    private static String email(Fields body) {
        return body.formatted("email", 254, "an e-mail address", Formats::email);
    }

    private static String externalId(Fields body) {
        return body.name("external_id", 255);
    }

    /** Tags in their canonical case; two that differ by case only are one. */
    private static List<String> languages(Fields body) {
        List<String> tags = body.texts("languages", MOST_LANGUAGES, LONGEST_LANGUAGE, TAG, "a BCP 47 language tag");
        if (tags == null) {
            return null;
        }
        Set<String> canonical = new LinkedHashSet<>();
        for (int i = 0; i < tags.size(); i++) {
            Optional<String> language = Formats.language(tags.get(i));
            if (language.isEmpty()) {
                body.fault("languages/" + i, "format", "must be a BCP 47 language tag such as de or pt-BR");
            }
            language.ifPresent(canonical::add);
        }
        return List.copyOf(canonical);
    }
}
