package dev.nightdesk.api.platform.mongo.embedded.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    private Journal open() {
        return new Journal(FilePath.get(folder.toString()), true);
    }

    private static void append(Journal journal, long number) throws IOException {
        byte[] frame = new byte[JournalSegment.FRAME_HEADER + 1];
        frame[JournalSegment.FRAME_HEADER] = (byte) number;
        journal.append(number, frame, frame.length);
    }

    private List<Long> framesAfter(long applied) throws IOException {
        List<Long> frames = new ArrayList<>();
        open().replay(applied, (payload, number) -> frames.add(number));
        return frames;
    }

    /** A checkpoint reads how far the maps are, and more is written before it turns the journal over. */
    @Test
    void aSegmentThatHoldsMoreThanTheCheckpointStays() throws IOException {
        Journal journal = open();
        append(journal, 1);
        append(journal, 2);
        journal.rotate();
        journal.deleteThrough(1);
        assertEquals(List.of(2L), framesAfter(1));

        append(journal, 3);
        journal.deleteThrough(1);
        assertEquals(List.of(2L, 3L), framesAfter(1));
        journal.deleteThrough(2);
        assertEquals(List.of(3L), framesAfter(2));
        journal.rotate();
        journal.deleteThrough(3);
        assertEquals(List.of(), framesAfter(3));
    }

    @Test
    void aSegmentFromBeforeARestartGoesOnceAllOfItIsInTheMaps() throws IOException {
        Journal before = open();
        append(before, 1);
        append(before, 2);
        before.rotate();
        Journal after = open();
        after.replay(0, (payload, number) -> { });
        after.deleteThrough(1);
        assertEquals(List.of(2L), framesAfter(1));
        after.deleteThrough(2);
        assertEquals(List.of(), framesAfter(2));
    }
}
