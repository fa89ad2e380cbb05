package dev.nightdesk.api.platform.mongo.embedded.wire;

/** A document that is already BSON: a reply copies it instead of encoding it. */
public final class RawDocument {

    private final byte[] bson;

    /** Wraps BSON that nobody changes any more. */
    public RawDocument(byte[] bson) {
        this.bson = bson;
    }

    /** The BSON itself, not a copy. */
    public byte[] bson() {
        return bson;
    }
}
