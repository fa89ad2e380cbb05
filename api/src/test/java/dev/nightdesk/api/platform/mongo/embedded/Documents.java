package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import dev.nightdesk.api.platform.mongo.embedded.wire.RawDocument;

/** Reads documents out of replies. */
final class Documents {

    private Documents() {}

    static Document of(Object replied) {
        return replied instanceof RawDocument raw ? BsonReader.read(raw.bson()) : (Document) replied;
    }
}
