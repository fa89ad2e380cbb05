package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonWriter;
import dev.nightdesk.api.platform.mongo.embedded.wire.RawDocument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** What a cursor can draw from. */
final class BatchSources {

    /** A reply ends after the document that passes this, well below what the protocol allows. */
    private static final int BATCH_BYTES = 8 << 20;

    private BatchSources() {}

    /** Documents that are all there already. */
    static Cursors.Source ofDocuments(Collection<?> documents) {
        Deque<Object> rest = new ArrayDeque<>(documents);
        return new Cursors.Source() {
            @Override
            public synchronized List<Object> take(int most) {
                Batch batch = new Batch(most);
                while (!rest.isEmpty() && batch.hasRoom()) {
                    batch.add(rest.poll());
                }
                return batch.documents;
            }

            @Override
            public synchronized boolean isExhausted() {
                return rest.isEmpty();
            }
        };
    }

    /**
     * Records fixed when the query began, read and filtered when their turn comes: a scan of any length holds eight
     * bytes for each and sees every document that stays a match exactly once.
     *
     * @param read gives the document to return, or null where the record no longer matches
     */
    static Cursors.Source ofRecords(long[] records, LongFunction<Object> read) {
        return new Cursors.Source() {
            private int next;

            @Override
            public synchronized List<Object> take(int most) {
                Batch batch = new Batch(most);
                while (next < records.length && batch.hasRoom()) {
                    Object document = read.apply(records[next++]);
                    if (document != null) {
                        batch.add(document);
                    }
                }
                return batch.documents;
            }

            @Override
            public synchronized boolean isExhausted() {
                return next == records.length;
            }
        };
    }

    /** A growing reply. */
    static final class Batch {

        private final List<Object> documents = new ArrayList<>();
        private final int most;
        private int bytes;

        Batch(int most) {
            this.most = most;
        }

        boolean hasRoom() {
            return documents.size() < most && bytes < BATCH_BYTES;
        }

        List<Object> documents() {
            return documents;
        }

        void add(Object document) {
            RawDocument raw = document instanceof Document fields
                    ? new RawDocument(BsonWriter.write(fields))
                    : (RawDocument) document;
            documents.add(raw);
            bytes += raw.bson().length;
        }
    }
}
