package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.model.ListWorkspacesParams;
import dev.nightdesk.sdk.model.Operation;
import dev.nightdesk.sdk.model.Workspace;
import dev.nightdesk.sdk.model.WorkspaceCreate;
import dev.nightdesk.sdk.model.WorkspaceList;
import dev.nightdesk.sdk.model.WorkspaceUpdate;
import dev.nightdesk.sdk.request.WorkspacesRequests;

/**
 * Tenants. All but {@link #own} and {@link #updateOwn} need the platform key. Every method throws a
 * {@link NightdeskException} when it fails.
 */
public final class Workspaces {

    private final Nightdesk nightdesk;

    Workspaces(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /** Makes a workspace. Its first key, {@code apiKey()}, is in this answer only. */
    public Workspace create(WorkspaceCreate workspace, RequestOption... options) {
        return nightdesk.send(WorkspacesRequests.createWorkspace(workspace), options).value();
    }

    /** Reads a workspace. */
    public Workspace get(String id, RequestOption... options) {
        return nightdesk.send(WorkspacesRequests.getWorkspace(id), options).value();
    }

    /** All workspaces, newest first. */
    public Page<Workspace> list(RequestOption... options) {
        return list(ListWorkspacesParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Workspace> list(ListWorkspacesParams params, RequestOption... options) {
        WorkspaceList page = nightdesk.send(WorkspacesRequests.listWorkspaces(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes a workspace, if it is still as it was read: its version goes along as {@code If-Match}.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public Workspace update(Workspace current, WorkspaceUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes a workspace.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public Workspace update(String id, String ifMatch, WorkspaceUpdate changes, RequestOption... options) {
        return nightdesk.send(WorkspacesRequests.updateWorkspace(id, ifMatch, changes), options).value();
    }

    /**
     * Removes a workspace with everything in it, for good. The answer is the operation that does it.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     */
    public Operation delete(Workspace current, RequestOption... options) {
        return delete(current.id(), ETags.of(current.version()), options);
    }

    /**
     * Removes a workspace with everything in it, for good. The answer is the operation that does it.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     */
    public Operation delete(String id, String ifMatch, RequestOption... options) {
        return nightdesk.send(WorkspacesRequests.deleteWorkspace(id, ifMatch), options).value();
    }

    /** Reads the workspace of the credential. */
    public Workspace own(RequestOption... options) {
        return nightdesk.send(WorkspacesRequests.getOwnWorkspace(), options).value();
    }

    /**
     * Changes the workspace of the credential, if it is still as it was read.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public Workspace updateOwn(Workspace current, WorkspaceUpdate changes, RequestOption... options) {
        return nightdesk.send(
                        WorkspacesRequests.updateOwnWorkspace(ETags.of(current.version()), changes), options)
                .value();
    }
}
