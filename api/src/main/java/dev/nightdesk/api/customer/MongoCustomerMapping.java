package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.List;
import org.bson.Document;

/**
 * Customers as documents. Three fields serve indexes only: {@code live}, absent from merged customers,
 * {@code external_id}, and {@code identity_keys}, absent where empty because an index takes an empty array for a value.
 */
final class MongoCustomerMapping implements DocumentMapping<Customer> {
    @Override
    public Document write(Customer value) {
        CustomerProfile profile = value.profile();
        List<String> keys = value.reservedKeys();
        MergeState merge = value.merge();
        return new Document("identities", value.identities().list().stream().map(MongoCustomerMapping::write).toList())
                .append("identity_keys", keys.isEmpty() ? null : keys)
                .append("live", value.live() ? true : null)
                .append("external_id", value.externalId())
                .append("name", profile.name()).append("locale", profile.locale())
                .append("time_zone", profile.timeZone()).append("tier", profile.tier())
                .append("organization_id", profile.organizationId())
                .append("attributes", Values.attributes(profile.attributes())).append("tags", profile.tags())
                .append("blocked", profile.blocked()).append("metadata", new Document(profile.metadata()))
                .append("merged_into", merge == null ? null : merge.survivorId())
                .append("merge_phase", merge == null ? null : Values.name(merge.phase()))
                .append("merge_leaving", merge == null || merge.leaving().isEmpty() ? null : merge.leaving())
                .append("merge_through", merge == null || merge.through().isEmpty() ? null : merge.through())
                .append("absorbing", value.absorbing().isEmpty() ? null : value.absorbing())
                .append("created_at", Values.date(value.createdAt()))
                .append("updated_at", Values.date(value.updatedAt()));
    }

    @Override
    public Customer read(Document document) {
        List<CustomerIdentity> identities = document.getList("identities", Document.class, List.of()).stream()
                .map(MongoCustomerMapping::identity).toList();
        CustomerProfile profile = new CustomerProfile(document.getString("name"), document.getString("locale"),
                document.getString("time_zone"), document.getString("tier"), document.getString("organization_id"),
                Values.attributes(document, "attributes"), Values.texts(document, "tags"),
                document.getBoolean("blocked", false), Values.metadata(document, "metadata"));
        String survivorId = document.getString("merged_into");
        MergeState merge = survivorId == null ? null
                : new MergeState(survivorId, Values.constant(document, "merge_phase", MergeState.Phase.class),
                        Values.texts(document, "merge_leaving"), Values.texts(document, "merge_through"));
        return new Customer(document.getString("_id"), document.getString("w"), new Identities(identities), profile,
                merge, Values.texts(document, "absorbing"), document.getLong("v"),
                Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
    }

    private static Document write(CustomerIdentity identity) {
        return new Document("id", identity.id()).append("reserved_by", identity.reservedBy())
                .append("kind", Values.name(identity.kind())).append("value", identity.value())
                .append("verified", identity.verified()).append("primary", identity.primary())
                .append("version", identity.version()).append("created_at", Values.date(identity.createdAt()))
                .append("updated_at", Values.date(identity.updatedAt()));
    }

    private static CustomerIdentity identity(Document document) {
        return new CustomerIdentity(document.getString("id"), document.getString("reserved_by"),
                Values.constant(document, "kind", IdentityKind.class), document.getString("value"),
                document.getBoolean("verified"), document.getBoolean("primary"), document.getLong("version"),
                Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
    }
}
