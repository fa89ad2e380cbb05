package dev.nightdesk.api.platform.mongo.embedded;

/**
 * What one query, or the search of one update or delete, did.
 *
 * @param collection database and collection, with a dot between
 * @param index name of the index used, or {@link #NO_INDEX}
 * @param sortedByIndex whether the index, not a sort in memory, gave the order; true where none was asked for
 * @param keysExamined index entries walked over
 * @param documentsExamined documents read
 * @param returned documents that matched and were handed on
 */
public record QueryTrace(
        String collection, String index, boolean sortedByIndex,
        long keysExamined, long documentsExamined, long returned) {

    /** Stands for a walk over all documents. */
    public static final String NO_INDEX = "COLLSCAN";
}
