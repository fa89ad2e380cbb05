package dev.nightdesk.api.platform.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    static final long YEAR_1 = -62_135_596_800_000L;
    static final long YEAR_9999 = 253_402_300_799_999L;

    @Property
    void everyInstantToTheMillisecondComesBack(@ForAll @LongRange(min = YEAR_1, max = YEAR_9999) long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        String text = Timestamps.format(instant);
        assertEquals(24, text.length());
        assertEquals(Optional.of(instant), Timestamps.parse(text));
    }

    @Property
    void theTextsSortAsTheInstants(@ForAll @LongRange(min = YEAR_1, max = YEAR_9999) long one,
            @ForAll @LongRange(min = YEAR_1, max = YEAR_9999) long other) {
        int texts = Timestamps.format(Instant.ofEpochMilli(one)).compareTo(
                Timestamps.format(Instant.ofEpochMilli(other)));
        assertEquals(Integer.signum(Long.compare(one, other)), Integer.signum(texts));
    }

    @Property
    void anOffsetIsTheSameInstant(@ForAll @LongRange(min = 0, max = YEAR_9999 / 2) long millis,
            @ForAll @IntRange(min = -17 * 60, max = 17 * 60) int minutes) {
        Instant instant = Instant.ofEpochMilli(millis);
        String text = instant.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)).toString();
        String withSeconds = text.replaceFirst("T(\\d\\d:\\d\\d)([Z+-])", "T$1:00$2");
        assertEquals(Optional.of(instant), Timestamps.parse(withSeconds));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T03:00:00Z,2026-11-23T03:00:00.000Z", "2026-11-23T03:00:00.1239Z,2026-11-23T03:00:00.123Z",
        "2026-11-23T04:00:00+01:00,2026-11-23T03:00:00.000Z", "2024-02-29T00:00:00Z,2024-02-29T00:00:00.000Z"})
    void otherFormsOfRfc3339AreUnderstood(String text, String meant) {
        assertEquals(meant, Timestamps.format(Timestamps.parse(text).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-23", "2026-11-23T03:00Z", "2026-11-23T03:00:00", "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T23:59:60Z", "10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z",
        "2026-11-23 03:00:00Z", "2026-11-23T03:00:00.Z", "2026-11-23T03:00:00+0100", "2026-1-3T03:00:00Z"})
    void whatIsNotRfc3339IsNoInstant(String text) {
        assertTrue(Timestamps.parse(text).isEmpty());
    }
}
