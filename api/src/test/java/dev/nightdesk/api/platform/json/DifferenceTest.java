package dev.nightdesk.api.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DifferenceTest {
    private final RawJson before = new RawJson(
            "{\"id\":\"1\",\"version\":1,\"a\":1,\"b\":null,\"c\":{\"x\":[1,2]},\"d\":true}");
    private final RawJson after = new RawJson(
            "{\"id\":\"1\",\"version\":2,\"a\":2.50,\"b\":\"\\u00e4\",\"c\":{\"x\":[1,2]},\"e\":null}");

    @Test
    void bothSidesHoldTheChangedFieldsOnly() {
        Difference difference = Difference.of(before, after);
        assertEquals("{\"a\":1,\"b\":null,\"d\":true}", difference.before().text());
        assertEquals("{\"a\":2.50,\"b\":\"ä\",\"e\":null}", difference.after().text());
    }

    @Test
    void whatIsMadeHasNoBeforeAndWhatIsRemovedNoAfter() {
        Difference made = Difference.of(null, after);
        assertEquals("{}", made.before().text());
        assertEquals("{\"a\":2.50,\"b\":\"ä\",\"c\":{\"x\":[1,2]},\"e\":null}", made.after().text());
        Difference removed = Difference.of(before, null);
        assertEquals("{\"a\":1,\"b\":null,\"c\":{\"x\":[1,2]},\"d\":true}", removed.before().text());
        assertEquals("{}", removed.after().text());
    }
}
