package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.id.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** For a fuzzer: whatever a header says, it is understood or refused, the id that a stream goes on after among them. */
public final class HeaderFuzz {
    private HeaderFuzz() {
    }

    /** What a fuzzer begins with. */
    public static List<String> seeds() {
        return List.of("evt_01KJPX6P1RYV5AVVZFF84C0CMM", "text/event-stream;q=0.5, application/json;q=1.000, */*;q=0",
                "\"v3\", W/\"v4\"", "*", "W/\"v12345678901234567890\"", "\"\"", ",,;q=;=,");
    }

    /** One try, as each of the headers that have a grammar. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        double quality = new Accept(List.of(text, text)).quality(Answer.EVENT_STREAM);
        if (!(quality >= 0 && quality <= 1)) {
            throw new AssertionError("wanted by " + quality + ": " + text);
        }
        ResourceType.EVENT.matches(text);
        ETags.listedWeakly(text, ETags.of(3));
        try {
            new Precondition(Optional.of(text)).check(3);
            if (!text.contains(ETags.of(3)) && !text.contains("*")) {
                throw new AssertionError("this was taken for version 3: " + text);
            }
        } catch (Problem refused) {
            // As it should be.
        }
    }
}
