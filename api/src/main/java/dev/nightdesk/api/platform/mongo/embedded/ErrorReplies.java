package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.AbstractMongoCollection.FindAndModifyPlanExecutorError;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;

/** Failures in the words and numbers of MongoDB. */
final class ErrorReplies {

    /** MongoDB's number for a full disk. */
    static final int OUT_OF_DISK_SPACE = 14031;

    /** MongoDB's number for an operation that failed for no fault of the caller. */
    static final int OPERATION_FAILED = 96;

    private static final int UNKNOWN_ERROR = 8;

    private ErrorReplies() {}

    static Document of(RuntimeException failure) {
        return switch (failure) {
            case FindAndModifyPlanExecutorError wrapped when wrapped.getCause() instanceof DuplicateKey duplicate ->
                    of(duplicate);
            case DuplicateKey duplicate -> {
                Document error = coded(duplicate);
                duplicate.describeIn(error);
                yield error;
            }
            case MongoServerError error -> coded(error);
            case MongoServerException error -> error(error.getMessageWithoutErrorCode(), UNKNOWN_ERROR, "UnknownError");
            case StorageException refused -> refused.reason() == StorageException.Reason.DISK_FULL
                    ? error(refused.getMessage(), OUT_OF_DISK_SPACE, "OutOfDiskSpace")
                    : error(refused.getMessage(), OPERATION_FAILED, "OperationFailed");
            default -> error("The embedded database failed: " + failure, UNKNOWN_ERROR, "UnknownError");
        };
    }

    private static Document coded(MongoServerError error) {
        return error(error.getMessageWithoutErrorCode(), error.getCode(), error.getCodeName());
    }

    private static Document error(String message, int code, String codeName) {
        return new Document("errmsg", message).append("code", code).append("codeName", codeName);
    }
}
