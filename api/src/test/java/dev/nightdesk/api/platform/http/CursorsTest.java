package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CursorsTest {
    private static final KeyRing KEYS = KeyRing.of("dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE");
    private static final KeyRing OTHER_KEYS = KeyRing.of("b3RoZXItc2VjcmV0LWtleS1vdGhlci1zZWNyZXQta2V5");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Position POSITION = new Position("d1795402800000", "org_01KJPX6P1RYV5AVVZFF84C0CMM");

    private Instant now = Instant.parse("2026-11-23T03:00:00Z");
    private final Cursors cursors = new Cursors(KEYS, () -> now);

    @Provide
    Arbitrary<Position> positions() {
        Arbitrary<String> key = Arbitraries.strings().withCharRange(' ', '\u00FF').ofMaxLength(100);
        return key.map(text -> new Position("s" + text, "cus_01KJPX6P1RYV5AVVZFF84C0CMM"));
    }

    @Property
    void aPositionComesBackFromItsCursor(@ForAll("positions") Position position) {
        assertEquals(Optional.of(position), open(Caller.USUAL, "", cursors.seal(call(Caller.USUAL, ""), position)));
    }

    @Test
    void noByteOfACursorMayBeChanged() {
        String cursor = cursors.seal(call(Caller.USUAL, ""), POSITION);
        for (int i = 0; i < cursor.length(); i++) {
            for (String other : ALPHABET.split("")) {
                String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
                if (!changed.equals(cursor)) {
                    refused(Caller.USUAL, "", changed);
                }
            }
            refused(Caller.USUAL, "", cursor.substring(0, i));
        }
        refused(Caller.USUAL, "", cursor + "A");
        refused(Caller.USUAL, "", cursor + "%3D");
    }

    @Property
    void whatWeDidNotMakeIsNoCursor(@ForAll String text) {
        refused(Caller.USUAL, "", Query.encode(text.replaceAll("[\\p{Cc}\\p{Cs}]", "")));
    }

    @Test
    void aCursorServesItsOwnListAlone() {
        String cursor = cursors.seal(call(Caller.USUAL, "external_id=a&limit=5"), POSITION);
        assertEquals(Optional.of(POSITION), open(Caller.USUAL, "limit=9&external_id=a", cursor));
        refused(Caller.USUAL, "external_id=b", cursor);
        refused(Caller.USUAL, "", cursor);
        for (Caller other : List.of(Caller.FOREIGN, Caller.CUSTOMER, Caller.OTHER_LIST, Caller.OTHER_PATH)) {
            refused(other, "external_id=a", cursor);
        }
    }

    @Test
    void aCustomersCursorIsNoOtherCustomers() {
        String cursor = cursors.seal(call(Caller.CUSTOMER, ""), POSITION);
        assertEquals(Optional.of(POSITION), open(Caller.CUSTOMER, "", cursor));
        refused(Caller.OTHER_CUSTOMER, "", cursor);
    }

    @Test
    void aCursorLivesFor72Hours() {
        String cursor = cursors.seal(call(Caller.USUAL, ""), POSITION);
        now = now.plus(Duration.ofHours(72));
        assertEquals(Optional.of(POSITION), open(Caller.USUAL, "", cursor));
        now = now.plusMillis(1);
        refused(Caller.USUAL, "", cursor);
    }

    @Test
    void aCursorOfAnotherInstallationIsRefused() {
        refused(Caller.USUAL, "", new Cursors(OTHER_KEYS, () -> now).seal(call(Caller.USUAL, ""), POSITION));
    }

    private Optional<Position> open(Caller caller, String query, String cursor) {
        return cursors.position(call(caller, query + (query.isEmpty() ? "" : "&") + "cursor=" + cursor));
    }

    private void refused(Caller caller, String query, String cursor) {
        Problem problem = assertThrows(Problem.class, () -> open(caller, query, cursor), cursor);
        assertEquals(ProblemCode.INVALID_CURSOR, problem.code());
    }

    private Call call(Caller caller, String query) {
        Principal principal = new Principal(caller.kind, caller.id, caller.workspaceId, Set.of(), null);
        return new Call(caller.operation, principal, caller.parameters, Query.parse(query), name -> List.of(),
                Map.of(), null, Optional.empty(), "req_1", "127.0.0.1", now);
    }

    private enum Caller {
        USUAL(CallerKind.API_KEY, "key_1", "wsp_1", Operation.LIST_ORGANIZATIONS, Map.of()),
        FOREIGN(CallerKind.API_KEY, "key_1", "wsp_2", Operation.LIST_ORGANIZATIONS, Map.of()),
        CUSTOMER(CallerKind.CUSTOMER, "cus_1", "wsp_1", Operation.LIST_ORGANIZATIONS, Map.of()),
        OTHER_CUSTOMER(CallerKind.CUSTOMER, "cus_2", "wsp_1", Operation.LIST_ORGANIZATIONS, Map.of()),
        OTHER_LIST(CallerKind.API_KEY, "key_1", "wsp_1", Operation.LIST_CUSTOMERS, Map.of()),
        OTHER_PATH(CallerKind.API_KEY, "key_1", "wsp_1", Operation.LIST_ORGANIZATIONS, Map.of("id", "x"));

        private final CallerKind kind;
        private final String id;
        private final String workspaceId;
        private final Operation operation;
        private final Map<String, String> parameters;

        Caller(CallerKind kind, String id, String workspaceId, Operation operation, Map<String, String> parameters) {
            this.kind = kind;
            this.id = id;
            this.workspaceId = workspaceId;
            this.operation = operation;
            this.parameters = parameters;
        }
    }
}
