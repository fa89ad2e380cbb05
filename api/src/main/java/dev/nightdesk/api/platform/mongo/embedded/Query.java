package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;

/**
 * What to look for.
 *
 * @param limit 0 for all
 */
record Query(StoredCollection collection, Document filter, SortOrder sort, long skip, long limit) {

    static Query all(StoredCollection collection, Document filter) {
        return new Query(collection, filter, SortOrder.of(null), 0, 0);
    }

    /** How many matches must be found, 0 for all. */
    long wanted() {
        return limit == 0 ? 0 : skip + limit;
    }
}
