package dev.nightdesk.api.platform.mongo.embedded.wire;

import dev.nightdesk.api.platform.mongo.bson.BsonOutput;
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import dev.nightdesk.api.platform.mongo.bson.Encoded;

/** A document that is already BSON: a reply copies it instead of encoding it. */
public final class RawDocument implements Encoded {

    private final byte[] bson;

    /** Wraps BSON that nobody changes any more. */
    public RawDocument(byte[] bson) {
        this.bson = bson;
    }

    /** The BSON itself, not a copy. */
    public byte[] bson() {
        return bson;
    }

    @Override
    public byte copyTo(BsonOutput out) {
        out.octets(bson, 0, bson.length);
        return BsonType.DOCUMENT;
    }
}
