package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** For a fuzzer: no text but our own is a cursor, and each of our own leads back to its place. */
public final class CursorFuzz {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final String ID = "org_01KJPX6P1RYV5AVVZFF84C0CMM";
    private static final int LONGEST_KEY = 600;
    private static final Cursors CURSORS =
            new Cursors(KeyRing.of("dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE"), () -> NOW);

    private CursorFuzz() {
    }

    /** What a fuzzer begins with. */
    public static List<String> seeds() {
        return List.of(CURSORS.seal(call(""), new Position("d1795402800000", ID)), "d1795402800000", "i3", "sAda\nB",
                "====");
    }

    /** One try, as a cursor and as the place of one. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int length = Math.min(input.length, LONGEST_KEY);
        Position place = new Position(new String(input, 0, length, StandardCharsets.UTF_8), ID);
        String sealed = CURSORS.seal(call(""), place);
        if (sealed.length() <= 1_024 && !CURSORS.position(call("cursor=" + sealed)).equals(Optional.of(place))) {
            throw new AssertionError("it leads elsewhere: " + place);
        }
        try {
            CURSORS.position(call("cursor=" + Query.encode(text))).filter(opened -> !text.equals(sealedAgain(opened)))
                    .ifPresent(forged -> {
                        throw new AssertionError("this was taken for a cursor: " + text);
                    });
        } catch (Problem refused) {
            // As it should be.
        }
    }

    private static String sealedAgain(Position position) {
        return CURSORS.seal(call(""), position);
    }

    private static Call call(String query) {
        Principal principal = new Principal(CallerKind.API_KEY, "key_01KJPX6P1RYV5AVVZFF84C0CMM",
                "wsp_01KJPX6P1RYV5AVVZFF84C0CMM", Set.of(), null);
        return new Call(Operation.LIST_ORGANIZATIONS, principal, Map.of(), Query.parse(query), name -> List.of(),
                Map.of(), null, Optional.empty(), "req_1", "127.0.0.1", NOW);
    }
}
