package dev.nightdesk.api.platform.event;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import java.util.Locale;

/**
 * Who did something.
 *
 * @param type {@code api_key}, {@code agent}, {@code customer}, {@code platform} or {@code system}
 * @param id the id; null for {@code platform} and {@code system}
 */
public record Actor(String type, String id) {
    /** Nightdesk itself, by a timer or a background duty. */
    public static final Actor SYSTEM = new Actor("system", null);

    /** The caller of a request. */
    public static Actor of(Principal principal) {
        return new Actor(principal.kind().name().toLowerCase(Locale.ROOT),
                principal.kind() == CallerKind.PLATFORM ? null : principal.id());
    }
}
