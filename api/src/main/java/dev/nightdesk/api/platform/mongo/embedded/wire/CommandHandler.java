package dev.nightdesk.api.platform.mongo.embedded.wire;

import de.bwaldvogel.mongo.bson.Document;

/** Answers a command; every failure it expects is an answer with {@code ok: 0}, not an exception. */
@FunctionalInterface
public interface CommandHandler {

    /** The reply to {@code command} on {@code database}. */
    Document handle(String database, Document command);
}
