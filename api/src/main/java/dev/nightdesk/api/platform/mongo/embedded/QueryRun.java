package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import dev.nightdesk.api.platform.mongo.embedded.wire.ScalarFilter;
import dev.nightdesk.api.platform.mongo.embedded.wire.ScalarFilter.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** One query over one snapshot, match by match in the order asked for. */
final class QueryRun {

    /** What a sort without an index may hold, in bytes of BSON. */
    private static final long MOST_SORTED_BYTES = 64L << 20;

    /** A document found; it is read from its bytes only for those who ask for it. */
    static final class Match {

        private final long record;
        private final byte[] bson;
        private Document document;

        Match(long record, byte[] bson, Document document) {
            this.record = record;
            this.bson = bson;
            this.document = document;
        }

        long record() {
            return record;
        }

        byte[] bson() {
            return bson;
        }

        Document document() {
            if (document == null) {
                document = BsonReader.read(bson);
            }
            return document;
        }
    }

    /** A match on its way through a sort. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Keyed(byte[] key, Match match) {}

    private final Query query;
    private final QueryPlan plan;
    private final Candidates candidates;
    private final Optional<ScalarFilter> onBytes;
    private final DefaultQueryMatcher matcher = new DefaultQueryMatcher();
    private final Deque<Match> sorted = new ArrayDeque<>();
    private long documentsExamined;
    private long found;
    private long returned;
    private boolean prepared;

    QueryRun(Snapshot snapshot, Query query) {
        this.query = query;
        onBytes = ScalarFilter.of(query.filter());
        plan = new Planner(snapshot, query.collection(), query.filter(), query.sort(), query.wanted()).plan();
        candidates = new Candidates(snapshot, query.collection(), plan);
    }

    QueryPlan plan() {
        return plan;
    }

    /** The next match, or null after the last. */
    Match next() {
        if (!prepared) {
            prepared = true;
            if (!plan.sorted()) {
                sortInMemory();
            }
        }
        if (query.limit() > 0 && returned == query.limit()) {
            return null;
        }
        Match match = nextInOrder();
        while (match != null && found++ < query.skip()) {
            match = nextInOrder();
        }
        if (match != null) {
            returned++;
        }
        return match;
    }

    private Match nextInOrder() {
        return plan.sorted() ? nextCandidate() : sorted.poll();
    }

    private Match nextCandidate() {
        while (candidates.next()) {
            byte[] bson = candidates.document();
            if (bson != null) {
                documentsExamined++;
                Match match = new Match(candidates.record(), bson, null);
                if (matches(match)) {
                    return match;
                }
            }
        }
        return null;
    }

    private boolean matches(Match match) {
        if (query.filter().isEmpty()) {
            return true;
        }
        return switch (onBytes.map(filter -> filter.test(match.bson())).orElse(Verdict.UNDECIDED)) {
            case MATCHES -> true;
            case DIFFERS -> false;
            case UNDECIDED -> matcher.matches(match.document(), query.filter());
        };
    }

    /** Equal matches keep the order of insertion; where there is a limit no more than that many are held. */
    private void sortInMemory() {
        Comparator<Keyed> order = Comparator.comparing(Keyed::key, Arrays::compareUnsigned);
        order = order.thenComparingLong(keyed -> keyed.match().record());
        PriorityQueue<Keyed> worstFirst = new PriorityQueue<>(order.reversed());
        long bytes = 0;
        for (Match match = nextCandidate(); match != null; match = nextCandidate()) {
            worstFirst.add(new Keyed(query.sort().keyOf(match.document()), match));
            bytes += match.bson().length;
            if (query.wanted() > 0 && worstFirst.size() > query.wanted()) {
                bytes -= worstFirst.poll().match().bson().length;
            }
            if (bytes > MOST_SORTED_BYTES) {
                throw new MongoServerError(292, "QueryExceededMemoryLimitNoDiskUseAllowed",
                        "A sort of more than " + (MOST_SORTED_BYTES >> 20) + " MiB needs an index or a limit");
            }
        }
        List<Keyed> matches = new ArrayList<>(worstFirst);
        matches.sort(order);
        matches.forEach(keyed -> sorted.add(keyed.match()));
    }

    /** The record numbers still to come, before filtering; only for a run that is in order by its plan. */
    long[] remainingRecords() {
        long[] records = new long[64];
        int count = 0;
        while (candidates.next()) {
            if (count == records.length) {
                records = Arrays.copyOf(records, count * 2);
            }
            records[count++] = candidates.record();
        }
        return Arrays.copyOf(records, count);
    }

    /** Passes over all matches and tells what that took. */
    QueryTrace toEnd() {
        Match match = next();
        while (match != null) {
            match = next();
        }
        return trace();
    }

    QueryTrace trace() {
        return new QueryTrace(query.collection().fullName(), plan.indexName(), plan.sorted(),
                candidates.keysExamined(), documentsExamined, returned);
    }
}
