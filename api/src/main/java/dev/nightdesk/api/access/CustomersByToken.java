package dev.nightdesk.api.access;

import java.util.Optional;

/** What tokens need of customers. */
@FunctionalInterface
public interface CustomersByToken {
    /**
     * The customer whose {@code external_id} is the token's {@code sub}; the survivor where that one was merged.
     *
     * @param mayCreate whether an unknown one is to be made, of what the token says
     * @return empty when it is unknown and may not be made
     */
    Optional<TokenCustomer> customer(String workspaceId, CustomerClaims claims, boolean mayCreate);

    /**
     * The customer who calls.
     *
     * @param blocked whether it may only read
     */
    record TokenCustomer(String id, boolean blocked) {
    }
}
