package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells duplicate keys from other failures, and which index they hit. */
public final class DuplicateKeys {
    /** The code of MongoDB. */
    public static final int CODE = 11_000;
    private static final Pattern INDEX = Pattern.compile("index: (?:[\\w.\\-]+\\.\\$)?([\\w\\-]+)");

    private DuplicateKeys() {
    }

    /** A {@link DuplicateKey} for a violated unique index, the failure itself for anything else. */
    public static RuntimeException translate(MongoException failure) {
        boolean bulk = failure instanceof MongoBulkWriteException batch && !batch.getWriteErrors().isEmpty()
                && batch.getWriteErrors().getFirst().getCode() == CODE;
        return failure.getCode() == CODE || bulk ? new DuplicateKey(index(failure.getMessage()), failure) : failure;
    }

    /** The name of the index in a server's message, which has no field for it. */
    public static String index(String message) {
        Matcher matcher = INDEX.matcher(message == null ? "" : message);
        return matcher.find() ? matcher.group(1) : "";
    }
}
