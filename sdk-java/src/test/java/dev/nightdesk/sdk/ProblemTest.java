package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.DuplicateExternalIdException;
import dev.nightdesk.sdk.error.InvalidBodyException;
import dev.nightdesk.sdk.error.UnrecognizedProblemException;
import dev.nightdesk.sdk.model.FieldErrorCode;
import dev.nightdesk.sdk.model.MessageCreate;
import dev.nightdesk.sdk.model.ProblemCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest extends ClientTest {

    @Test
    void aProblemTellsItsFieldsAndRequest() {
        server.reply(new Reply(400, Map.of("Request-Id", "req_7"), """
                {"type": "https://docs.nightdesk.dev/problems/invalid_body", "title": "Invalid body", "status": 400,
                 "detail": "2 fields are at fault.", "instance": "/v1/requests/req_7", "code": "invalid_body",
                 "request_id": "req_7", "errors": [
                   {"pointer": "#/message/body", "code": "too_long", "detail": "is too long"},
                   {"parameter": "limit", "code": "brand_new", "detail": "is odd"}]}
                """));

        InvalidBodyException problem =
                assertThrows(InvalidBodyException.class, () -> client().conversations().get("cnv_1"));

        assertEquals("req_7", problem.requestId().orElseThrow());
        assertEquals(ProblemCode.INVALID_BODY, problem.code().orElseThrow());
        assertEquals("#/message/body", problem.fieldErrors().get(0).pointer().orElseThrow());
        assertEquals(FieldErrorCode.TOO_LONG, problem.fieldErrors().get(0).code());
        assertEquals(FieldErrorCode.Known.UNRECOGNIZED, problem.fieldErrors().get(1).code().known());
        assertEquals("400 invalid_body: 2 fields are at fault.; #/message/body is too long; limit is odd (req_7)",
                problem.getMessage());
    }

    @Test
    void aConflictNamesWhatIsInTheWay() {
        server.reply(new Reply(409, Map.of(), """
                {"title": "Duplicate", "status": 409, "detail": "Taken.", "code": "duplicate_external_id",
                 "request_id": "req_8", "existing_id": "msg_0"}
                """));

        DuplicateExternalIdException problem = assertThrows(DuplicateExternalIdException.class,
                () -> client().messages("cnv_1").create(MessageCreate.builder().body("x").externalId("m-1").build()));

        assertEquals("msg_0", problem.existingId().orElseThrow());
        assertEquals("req_8", problem.requestId().orElseThrow());
    }

    @Test
    void aCodeOfALaterVersionIsKept() {
        server.reply(Reply.problem(409, "invented_later"));

        UnrecognizedProblemException problem =
                assertThrows(UnrecognizedProblemException.class, () -> client().conversations().get("cnv_1"));
        assertEquals("invented_later", problem.code().orElseThrow().value());
        assertEquals("A sentence.", problem.problem().detail());
    }

    @Test
    void anErrorThatIsNoProblemDocumentKeepsItsStatus() {
        for (String body : new String[] {"<html>Bad Gateway</html>", "", "[]", "null", "{\"status\": \"x\"}"}) {
            server.reply(new Reply(418, Map.of(), body));

            UnrecognizedProblemException problem =
                    assertThrows(UnrecognizedProblemException.class, () -> client().conversations().get("cnv_1"));
            assertEquals(418, problem.status());
            assertTrue(problem.code().isEmpty());
            assertTrue(problem.fieldErrors().isEmpty());
        }
    }
}
