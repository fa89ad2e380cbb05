package dev.nightdesk.api.workspace;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * What may be set on a workspace.
 *
 * @param locale a BCP 47 tag
 * @param autoCloseAfter after how long a resolved conversation closes; null for never
 * @param followUpWindow how long after closing a customer's message is linked as a follow-up; null for always
 * @param retention how long after closing a conversation is erased; null for never
 * @param eventRetentionDays how many days its events can be read, 1 to 90
 * @param createCustomersFromTokens whether an unknown {@code sub} of a customer token makes a customer
 */
public record WorkspaceFields(String name, ZoneId timeZone, String locale, Duration autoCloseAfter,
        Duration followUpWindow, Duration retention, int eventRetentionDays, boolean createCustomersFromTokens,
        Map<String, String> metadata) {
    /** For how many days events can be read where nobody has said otherwise. */
    public static final int USUAL_EVENT_RETENTION_DAYS = 30;

    /** How long its events can be read. */
    public Duration eventRetention() {
        return Duration.ofDays(eventRetentionDays);
    }
}
