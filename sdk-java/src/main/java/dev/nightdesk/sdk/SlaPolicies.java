package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.ImpossiblePolicyException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.error.UnknownReferenceException;
import dev.nightdesk.sdk.model.ListSlaPolicyVersionsParams;
import dev.nightdesk.sdk.model.SimulateSlaParams;
import dev.nightdesk.sdk.model.SlaPolicy;
import dev.nightdesk.sdk.model.SlaPolicyCreate;
import dev.nightdesk.sdk.model.SlaPolicyOrder;
import dev.nightdesk.sdk.model.SlaPolicyUpdate;
import dev.nightdesk.sdk.model.SlaPolicyVersion;
import dev.nightdesk.sdk.model.SlaPolicyVersionList;
import dev.nightdesk.sdk.model.SlaPreset;
import dev.nightdesk.sdk.model.SlaSimulation;
import dev.nightdesk.sdk.model.SlaSimulationCreate;
import dev.nightdesk.sdk.request.ServiceLevelsRequests;
import java.util.List;

/**
 * What is promised to conversations. Every method throws a {@link NightdeskException} when it fails. The account of one
 * conversation is {@link Conversations#sla}.
 */
public final class SlaPolicies {

    private final Nightdesk nightdesk;

    SlaPolicies(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Makes a policy.
     *
     * @throws ImpossiblePolicyException when it promises what nobody can keep; its {@code fieldErrors()} tell what
     */
    public SlaPolicy create(SlaPolicyCreate policy, RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.createSlaPolicy(policy), options).value();
    }

    /**
     * Reads a policy.
     *
     * @throws NotFoundException when there is none
     */
    public SlaPolicy get(String id, RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.getSlaPolicy(id), options).value();
    }

    /** All policies in their order: the first that matches a conversation holds alone. */
    public List<SlaPolicy> list(RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.listSlaPolicies(), options).value().data();
    }

    /**
     * Puts all policies into another order.
     *
     * @param ids every policy once
     * @throws UnknownReferenceException when they are not just those that there are
     */
    public List<SlaPolicy> reorder(List<String> ids, RequestOption... options) {
        SlaPolicyOrder order = SlaPolicyOrder.builder().ids(ids).build();
        return nightdesk.send(ServiceLevelsRequests.reorderSlaPolicies(order), options).value().data();
    }

    /**
     * Changes a policy from now on, if it is still as it was read.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     * @throws ImpossiblePolicyException when it would promise what nobody can keep
     */
    public SlaPolicy update(SlaPolicy current, SlaPolicyUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes a policy from now on.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public SlaPolicy update(String id, String ifMatch, SlaPolicyUpdate changes, RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.updateSlaPolicy(id, ifMatch, changes), options).value();
    }

    /**
     * Takes a policy back.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     */
    public void delete(SlaPolicy current, RequestOption... options) {
        delete(current.id(), ETags.of(current.version()), options);
    }

    /**
     * Takes a policy back.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     */
    public void delete(String id, String ifMatch, RequestOption... options) {
        nightdesk.send(ServiceLevelsRequests.deleteSlaPolicy(id, ifMatch), options);
    }

    /** Everything a policy has said, the version written last first. */
    public Page<SlaPolicyVersion> versions(String id, RequestOption... options) {
        return versions(id, ListSlaPolicyVersionsParams.builder().build(), options);
    }

    /** As {@code versions}, with a page size. */
    public Page<SlaPolicyVersion> versions(String id, ListSlaPolicyVersionsParams params, RequestOption... options) {
        SlaPolicyVersionList page =
                nightdesk.send(ServiceLevelsRequests.listSlaPolicyVersions(id, params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> versions(id, params.toBuilder().cursor(next).build(), options));
    }

    /** Starting points by channel, from what customers are published to expect. */
    public List<SlaPreset> presets(RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.listSlaPresets(), options).value().data();
    }

    /**
     * Answers what service levels would do, to a conversation that need not exist or to the open ones, and stores
     * nothing.
     *
     * @throws ImpossiblePolicyException when a draft promises what nobody can keep
     */
    public SlaSimulation simulate(SlaSimulationCreate simulation, RequestOption... options) {
        return simulate(simulation, SimulateSlaParams.builder().build(), options);
    }

    /** As {@code simulate}, for the next portion of open conversations when {@code params} has a cursor. */
    public SlaSimulation simulate(SlaSimulationCreate simulation, SimulateSlaParams params,
            RequestOption... options) {
        return nightdesk.send(ServiceLevelsRequests.simulateSla(simulation, params), options).value();
    }
}
