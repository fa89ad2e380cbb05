package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;

/**
 * Who brought a file.
 *
 * @param kind which kind of caller
 * @param id the API key, agent or customer
 */
public record Uploader(CallerKind kind, String id) {
    static Uploader of(Principal principal) {
        return new Uploader(principal.kind(), principal.id());
    }
}
