package dev.nightdesk.api.platform.mongo.embedded;

import dev.nightdesk.api.platform.mongo.embedded.QueryPlan.Group;
import dev.nightdesk.api.platform.mongo.embedded.QueryPlan.KeyRange;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/** Walks a plan: record numbers of documents that may match, each once. */
final class Candidates {

    private final Snapshot snapshot;
    private final int documents;
    private final QueryPlan plan;
    private final int map;
    private final PriorityQueue<GroupWalk> walks;
    private final Set<Long> seen;
    private GroupWalk current;
    private long keysExamined;

    Candidates(Snapshot snapshot, StoredCollection collection, QueryPlan plan) {
        this.snapshot = snapshot;
        this.documents = collection.documents();
        this.plan = plan;
        map = plan.index() == null ? documents : plan.index().map();
        seen = plan.index() != null && plan.index().holdsArrays() ? new HashSet<>() : null;
        Comparator<GroupWalk> bySuffix = (a, b) -> Arrays.compareUnsigned(
                a.key, a.group.prefixLength(), a.key.length, b.key, b.group.prefixLength(), b.key.length);
        walks = new PriorityQueue<>(plan.backwards() ? bySuffix.reversed() : bySuffix);
        for (Group group : plan.groups()) {
            GroupWalk walk = new GroupWalk(group);
            if (walk.advance()) {
                walks.add(walk);
            }
        }
    }

    /** Goes to the next candidate; false after the last. */
    boolean next() {
        do {
            if (current != null && current.advance()) {
                walks.add(current);
            }
            current = walks.poll();
            if (current == null) {
                return false;
            }
            keysExamined++;
        } while (seen != null && !seen.add(record()));
        return true;
    }

    long record() {
        return RecordNumber.of(current.key);
    }

    /** The document stood on, or null if it was deleted since. */
    byte[] document() {
        return plan.index() == null ? current.entries.value() : snapshot.get(documents, RecordNumber.key(record()));
    }

    long keysExamined() {
        return plan.index() == null ? 0 : keysExamined;
    }

    private final class GroupWalk {

        private final Group group;
        private int opened;
        private Snapshot.Entries entries;
        private byte[] key;

        private GroupWalk(Group group) {
            this.group = group;
        }

        private boolean advance() {
            while (true) {
                if (entries != null && entries.next()) {
                    key = entries.key();
                    return true;
                }
                if (opened == group.ranges().size()) {
                    return false;
                }
                int place = plan.backwards() ? group.ranges().size() - 1 - opened : opened;
                KeyRange range = group.ranges().get(place);
                entries = plan.backwards()
                        ? snapshot.descending(map, range.low(), range.high())
                        : snapshot.ascending(map, range.low(), range.high());
                opened++;
            }
        }
    }
}
