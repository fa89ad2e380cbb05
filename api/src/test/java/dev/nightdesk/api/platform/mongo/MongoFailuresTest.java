package dev.nightdesk.api.platform.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is told 503 may try again; whoever is told 500 has found a fault of ours. */
class MongoFailuresTest {
    private static final ServerAddress ADDRESS = new ServerAddress("127.0.0.1", 27_017);

    private final MongoFailures failures = new MongoFailures();

    static Stream<RuntimeException> passing() {
        ServerId server = new ServerId(new ClusterId(), ADDRESS);
        return Stream.of(new MongoTimeoutException("no server"), new MongoOperationTimeoutException("too long"),
                new MongoSocketReadException("reset", ADDRESS, new SocketException()),
                new MongoConnectionPoolClearedException(server, new SocketException()),
                new MongoServerUnavailableException("closed"),
                new MongoCursorNotFoundException(7, refusal(43), ADDRESS),
                new MongoCommandException(refusal(10_107), ADDRESS), new MongoException(14_031, "the disk is full"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesIsToBeTriedAgain(RuntimeException failure) {
        Problem problem = failures.translate(failure).orElseThrow();
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertEquals("2", problem.headers().get("Retry-After"));
    }

    @Test
    void whatElseTheDatabaseSaysIsOurFault() {
        List.of(new MongoCommandException(refusal(2), ADDRESS), new MongoException(11_000, "duplicate"),
                new MongoClientException("wrong use"), new IllegalStateException("closed"))
                .forEach(failure -> assertTrue(failures.translate(failure).isEmpty()));
    }

    private static BsonDocument refusal(int code) {
        return BsonDocument.parse("{ok: 0, code: " + code + ", errmsg: 'no'}");
    }
}
