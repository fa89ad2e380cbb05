package dev.nightdesk.api.platform.aggregate;

import java.util.List;

/** Writes companions to the collections they belong to. */
@FunctionalInterface
public interface CompanionStore {
    /** Writes them unless the stored version is as new; repeatable, in any order. */
    void write(String collection, List<Aggregate> values);
}
