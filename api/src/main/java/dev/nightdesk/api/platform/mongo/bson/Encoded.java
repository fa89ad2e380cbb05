package dev.nightdesk.api.platform.mongo.bson;

/** A value that may be BSON already, so that it is copied instead of written. */
public interface Encoded {
    /** Copies the value to the output if it is BSON; returns its type then, and {@link BsonType#END} if it is not. */
    byte copyTo(BsonOutput out);
}
