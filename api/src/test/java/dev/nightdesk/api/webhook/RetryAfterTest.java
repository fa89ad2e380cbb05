package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "120 | 120",
        "0 | 0",
        "' 7 ' | 7",
        "Mon, 23 Nov 2026 10:02:00 GMT | 120",
        "Monday, 23-Nov-26 10:02:00 GMT | 120",
        "Mon Nov 23 10:02:00 2026 | 120",
        "Sun Dec  6 10:00:00 2026 | 1123200",
        "Mon, 23 Nov 2026 09:00:00 GMT | 0",
        "Sunday, 06-Nov-94 08:49:37 GMT | 0",
        "Sun Nov  6 08:49:37 1994 | 0"
    })
    void readsSecondsAndTheThreeDateForms(String value, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.parse(value, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "soon", "-1", "+5", "1.5", "1e3", "0x10", "120 s", "9999999999999999999", "2026-11-23T10:02:00Z",
        "Mon, 23 Nov 2026 10:02:00 +0100", "Tue, 23 Nov 2026 10:02:00 GMT", "Mon, 31 Feb 2026 10:02:00 GMT", "١٢٠"
    })
    void ignoresAnythingElse(String value) {
        assertEquals(Optional.empty(), RetryAfter.parse(value, NOW));
    }

    @Property(tries = 500)
    void neverFailsAndNeverGivesANegativeWait(@ForAll String value) {
        assertEquals(Optional.empty(), RetryAfter.parse(value, NOW).filter(Duration::isNegative));
    }
}
