package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.DuplicateExternalIdException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.model.ListOrganizationsParams;
import dev.nightdesk.sdk.model.Organization;
import dev.nightdesk.sdk.model.OrganizationCreate;
import dev.nightdesk.sdk.model.OrganizationList;
import dev.nightdesk.sdk.model.OrganizationUpdate;
import dev.nightdesk.sdk.request.OrganizationsRequests;

/**
 * Companies and groups that customers belong to. Every method throws a {@link NightdeskException} when it fails.
 */
public final class Organizations {

    private final Nightdesk nightdesk;

    Organizations(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Makes an organization.
     *
     * @throws DuplicateExternalIdException when another one has the {@code external_id}; its {@code existingId()} tells
     *         which
     */
    public Organization create(OrganizationCreate organization, RequestOption... options) {
        return nightdesk.send(OrganizationsRequests.createOrganization(organization), options).value();
    }

    /**
     * Reads an organization.
     *
     * @throws NotFoundException when there is none
     */
    public Organization get(String id, RequestOption... options) {
        return nightdesk.send(OrganizationsRequests.getOrganization(id), options).value();
    }

    /** All organizations, newest first. */
    public Page<Organization> list(RequestOption... options) {
        return list(ListOrganizationsParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Organization> list(ListOrganizationsParams params, RequestOption... options) {
        OrganizationList page = nightdesk.send(OrganizationsRequests.listOrganizations(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes an organization, if it is still as it was read: its version goes along as {@code If-Match}.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public Organization update(Organization current, OrganizationUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes an organization.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public Organization update(String id, String ifMatch, OrganizationUpdate changes, RequestOption... options) {
        return nightdesk.send(OrganizationsRequests.updateOrganization(id, ifMatch, changes), options).value();
    }

    /**
     * Removes an organization that has no customers.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     */
    public void delete(Organization current, RequestOption... options) {
        delete(current.id(), ETags.of(current.version()), options);
    }

    /**
     * Removes an organization that has no customers.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     */
    public void delete(String id, String ifMatch, RequestOption... options) {
        nightdesk.send(OrganizationsRequests.deleteOrganization(id, ifMatch), options);
    }
}
