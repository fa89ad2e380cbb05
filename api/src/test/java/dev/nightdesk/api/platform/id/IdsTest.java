package dev.nightdesk.api.platform.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdsTest {
    static final long YEAR_9999 = 253_402_300_799_999L;

    @Property
    void idsHaveTheFormOfTheirTypeAndSortByTheTimeTheyWereMade(
            @ForAll @Size(min = 2, max = 50) List<@LongRange(min = 0, max = YEAR_9999) Long> millis) {
        Ids ids = Ids.secure();
        List<Long> order = millis.stream().sorted().toList();
        List<String> made = new ArrayList<>();
        for (long millisecond : order) {
            made.add(ids.next(ResourceType.MESSAGE, Instant.ofEpochMilli(millisecond)));
        }
        assertEquals(made.stream().sorted().toList(), made);
        assertEquals(made.size(), new HashSet<>(made).size());
        assertTrue(made.stream().allMatch(ResourceType.MESSAGE::matches));
    }

    @Property
    void idsStayUniqueWhenTheClockGoesBack(@ForAll @Size(max = 200) List<@LongRange(min = 0, max = 3) Long> millis) {
        Ids ids = Ids.secure();
        Set<String> made = new HashSet<>();
        millis.forEach(millisecond -> made.add(ids.next(ResourceType.EVENT, Instant.ofEpochMilli(millisecond))));
        assertEquals(millis.size(), made.size());
    }

    @Test
    void manyThreadsNeverMakeTheSameId() {
        Ids ids = Ids.secure();
        Instant now = Instant.parse("2026-11-23T03:00:00Z");
        Set<String> made = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 5_000; j++) {
                        made.add(ids.next(ResourceType.EVENT, now));
                    }
                });
            }
        }
        assertEquals(40_000, made.size());
    }
}
