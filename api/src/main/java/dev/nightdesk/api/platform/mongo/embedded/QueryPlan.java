package dev.nightdesk.api.platform.mongo.embedded;

import java.util.List;

/**
 * How candidates are found: along an index or, where {@code index} is null, along all documents.
 *
 * @param groups stretches of the index, each in order by itself; several are merged by what follows their prefix
 * @param backwards whether to walk from the last entry to the first
 * @param sorted whether candidates come in the order asked for
 * @param estimate about how many entries the stretches hold
 */
record QueryPlan(IndexDefinition index, List<Group> groups, boolean backwards, boolean sorted, long estimate) {

    /** Entries from {@code low} on, up to but without {@code high}; null is no limit. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record KeyRange(byte[] low, byte[] high) {}

    /** Ranges in key order whose keys share their first bytes. */
    record Group(int prefixLength, List<KeyRange> ranges) {}

    /** The name {@code explain} shows. */
    String indexName() {
        return index == null ? QueryTrace.NO_INDEX : index.name();
    }
}
