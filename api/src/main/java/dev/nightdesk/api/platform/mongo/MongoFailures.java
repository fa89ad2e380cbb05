package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import dev.nightdesk.api.platform.http.FailureTranslation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.util.Optional;
import java.util.Set;

/** A database that is away, without a primary, or out of space is a 503; everything else it says is our fault. */
public final class MongoFailures implements FailureTranslation {
    /** Codes of what passes: a cursor gone with its server, and servers out of space, shutting down, not primary. */
    private static final Set<Integer> PASSING = Set.of(43, 91, 189, 10_107, 11_600, 11_602, 13_435, 13_436, 14_031);

    @Override
    public Optional<Problem> translate(RuntimeException failure) {
        boolean away = failure instanceof MongoTimeoutException || failure instanceof MongoSocketException
                || failure instanceof MongoConnectionPoolClearedException
                || failure instanceof MongoServerUnavailableException
                || failure instanceof MongoOperationTimeoutException || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException || failure instanceof MongoWriteConcernException
                || failure instanceof MongoException told && PASSING.contains(told.getCode());
        return away ? Optional.of(Problem.of(ProblemCode.UNAVAILABLE, "The database cannot be reached at the moment.")
                .header("Retry-After", "2")) : Optional.empty();
    }
}
