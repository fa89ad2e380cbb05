package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.AuditEntry;
import dev.nightdesk.sdk.model.AuditEntryList;
import dev.nightdesk.sdk.model.ListAuditEntriesParams;
import dev.nightdesk.sdk.request.AuditRequests;

/**
 * Who did what, when, from where. Every method throws a {@link NightdeskException} when it fails.
 */
public final class AuditEntries {

    private final Nightdesk nightdesk;

    AuditEntries(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** All entries, newest first. */
    public Page<AuditEntry> list(RequestOption... options) {
        return list(ListAuditEntriesParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<AuditEntry> list(ListAuditEntriesParams params, RequestOption... options) {
        AuditEntryList page = nightdesk.send(AuditRequests.listAuditEntries(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }
}
