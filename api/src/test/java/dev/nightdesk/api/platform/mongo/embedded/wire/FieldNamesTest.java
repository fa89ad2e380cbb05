package dev.nightdesk.api.platform.mongo.embedded.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    @Property(tries = 2_000)
    void aNameIsWhatItsBytesSay(@ForAll @StringLength(max = 40) String name) {
        byte[] bytes = ("x" + name + "y").getBytes(StandardCharsets.UTF_8);
        assertEquals(new String(bytes, 1, bytes.length - 2, StandardCharsets.UTF_8),
                FieldNames.of(bytes, 1, bytes.length - 1));
    }

    @Test
    void aNameReadAgainIsTheSameString() {
        byte[] bytes = "conversation_id".getBytes(StandardCharsets.UTF_8);
        assertSame(FieldNames.of(bytes, 0, bytes.length), FieldNames.of(bytes.clone(), 0, bytes.length));
    }

    @Test
    void namesThatShareAPlaceStayApart() {
        byte[] one = "Aa".getBytes(StandardCharsets.UTF_8);
        byte[] other = "BB".getBytes(StandardCharsets.UTF_8);
        assertEquals("Aa", FieldNames.of(one, 0, 2));
        assertEquals("BB", FieldNames.of(other, 0, 2));
        assertEquals("Aa", FieldNames.of(one, 0, 2));
    }
}
