package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.CustomerMergedException;
import dev.nightdesk.sdk.error.CustomerNotMergedException;
import dev.nightdesk.sdk.error.DuplicateExternalIdException;
import dev.nightdesk.sdk.error.IdentityTakenException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.model.Customer;
import dev.nightdesk.sdk.model.CustomerCreate;
import dev.nightdesk.sdk.model.CustomerIdentity;
import dev.nightdesk.sdk.model.CustomerIdentityCreate;
import dev.nightdesk.sdk.model.CustomerIdentityList;
import dev.nightdesk.sdk.model.CustomerList;
import dev.nightdesk.sdk.model.CustomerMerge;
import dev.nightdesk.sdk.model.CustomerMergeCreate;
import dev.nightdesk.sdk.model.CustomerUpdate;
import dev.nightdesk.sdk.model.CustomerUpsert;
import dev.nightdesk.sdk.model.GetCustomerParams;
import dev.nightdesk.sdk.model.IdentityKind;
import dev.nightdesk.sdk.model.ListCustomerIdentitiesParams;
import dev.nightdesk.sdk.model.ListCustomersParams;
import dev.nightdesk.sdk.model.LookupCustomerParams;
import dev.nightdesk.sdk.model.Operation;
import dev.nightdesk.sdk.request.CustomersRequests;

/**
 * The people who ask, and the addresses by which they are known. Every method throws a {@link NightdeskException} when
 * it
 * fails.
 */
public final class Customers {

    private final Nightdesk nightdesk;

    Customers(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Makes a customer.
     *
     * @throws DuplicateExternalIdException when another one has the {@code external_id}; its {@code existingId()} tells
     *         which
     * @throws IdentityTakenException when another one has the e-mail address or phone number
     */
    public Customer create(CustomerCreate customer, RequestOption... options) {
        return nightdesk.send(CustomersRequests.createCustomer(customer), options).value();
    }

    /**
     * Makes the customer with this identifier of yours, or changes what is given. Any number of these at once make one
     * customer.
     *
     * @param externalId your own identifier of the customer, 1–255 characters
     * @throws IdentityTakenException when another customer has the e-mail address or phone number
     */
    public Customer upsert(String externalId, CustomerUpsert customer, RequestOption... options) {
        return nightdesk.send(CustomersRequests.upsertCustomerByExternalId(externalId, customer), options).value();
    }

    /**
     * Reads a customer.
     *
     * @throws NotFoundException when there is none
     * @throws CustomerMergedException when it was merged into another one; its {@code existingId()} tells which
     */
    public Customer get(String id, RequestOption... options) {
        return nightdesk.send(CustomersRequests.getCustomer(id, GetCustomerParams.builder().build()), options).value();
    }

    /**
     * Reads a customer and what belongs to it.
     *
     * @param params what to include
     */
    public Customer get(String id, GetCustomerParams params, RequestOption... options) {
        return nightdesk.send(CustomersRequests.getCustomer(id, params), options).value();
    }

    /**
     * Finds the customer who has an address.
     *
     * @param value the address: e-mail, phone number in E.164, or an identifier of that kind
     * @throws NotFoundException when nobody has it
     */
    public Customer lookup(IdentityKind kind, String value, RequestOption... options) {
        return lookup(LookupCustomerParams.builder().identity(kind + ":" + value).build(), options);
    }

    /**
     * Finds the customer who has an address, and what belongs to it.
     *
     * @param params the address as {@code kind:value}, and what to include
     */
    public Customer lookup(LookupCustomerParams params, RequestOption... options) {
        return nightdesk.send(CustomersRequests.lookupCustomer(params), options).value();
    }

    /** All customers, newest first. */
    public Page<Customer> list(RequestOption... options) {
        return list(ListCustomersParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Customer> list(ListCustomersParams params, RequestOption... options) {
        CustomerList page = nightdesk.send(CustomersRequests.listCustomers(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes a customer, if it is still as it was read: its version goes along as {@code If-Match}.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public Customer update(Customer current, CustomerUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes a customer.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public Customer update(String id, String ifMatch, CustomerUpdate changes, RequestOption... options) {
        return nightdesk.send(CustomersRequests.updateCustomer(id, ifMatch, changes), options).value();
    }

    /**
     * Erases a customer for good, with its conversations. The answer is the operation that does it.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     */
    public Operation delete(Customer current, RequestOption... options) {
        return delete(current.id(), ETags.of(current.version()), options);
    }

    /**
     * Erases a customer for good, with its conversations. The answer is the operation that does it.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     */
    public Operation delete(String id, String ifMatch, RequestOption... options) {
        return nightdesk.send(CustomersRequests.deleteCustomer(id, ifMatch), options).value();
    }

    /**
     * Adds an address.
     *
     * @throws IdentityTakenException when another customer has it; its {@code existingId()} tells which
     */
    public CustomerIdentity addIdentity(String customerId, CustomerIdentityCreate identity, RequestOption... options) {
        return nightdesk.send(CustomersRequests.addCustomerIdentity(customerId, identity), options).value();
    }

    /** The addresses of a customer, oldest first. */
    public Page<CustomerIdentity> listIdentities(String customerId, RequestOption... options) {
        return listIdentities(customerId, ListCustomerIdentitiesParams.builder().build(), options);
    }

    /**
     * As {@code listIdentities}, with filters and page size. Give no {@code cursor} unless you go on from an earlier
     * page.
     */
    public Page<CustomerIdentity> listIdentities(
            String customerId, ListCustomerIdentitiesParams params, RequestOption... options) {
        CustomerIdentityList page = nightdesk.send(
                        CustomersRequests.listCustomerIdentities(customerId, params), options)
                .value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> listIdentities(customerId, params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Removes an address.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     */
    public void removeIdentity(CustomerIdentity current, RequestOption... options) {
        String ifMatch = ETags.of(current.version());
        nightdesk.send(
                CustomersRequests.removeCustomerIdentity(current.customerId(), current.id(), ifMatch), options);
    }

    /**
     * Merges a customer into another one, which gets its identities and conversations; or only tells what would happen.
     *
     * @param id the customer that goes away
     * @param merge the customer that survives, and whether to try only
     */
    public CustomerMerge merge(String id, CustomerMergeCreate merge, RequestOption... options) {
        return nightdesk.send(CustomersRequests.mergeCustomer(id, merge), options).value();
    }

    /**
     * Takes the last merge of a customer back.
     *
     * @param id the customer that was merged away
     * @throws CustomerNotMergedException when it was not
     */
    public CustomerMerge unmerge(String id, RequestOption... options) {
        return nightdesk.send(CustomersRequests.unmergeCustomer(id), options).value();
    }
}
