package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.h2.store.fs.FilePath;

/** The write-ahead log: numbered frames in segment files, replayed after a crash and deleted after a checkpoint. */
final class Journal {

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final String PREFIX = "journal-";

    private final FilePath folder;
    private final boolean durable;
    private JournalSegment current;
    /** The last frame in any segment. */
    private long newest;
    private boolean broken;

    Journal(FilePath folder, boolean durable) {
        this.folder = folder;
        this.durable = durable;
    }

    /**
     * Makes a group of writes durable.
     *
     * @param frame {@link JournalSegment#FRAME_HEADER} bytes of room, then the writes
     * @param end where those end
     * @throws IOException if the group is not in the journal; a later group may be
     * @throws StorageException if the disk may have dropped earlier writes, so that none may follow
     */
    synchronized void append(long number, byte[] frame, int end) throws IOException {
        if (broken) {
            throw new StorageException(StorageException.Reason.UNAVAILABLE,
                    "The disk failed while the journal was written; restart the server.");
        }
        boolean first = current == null;
        try {
            if (first) {
                current = JournalSegment.create(segment(number), number);
            }
            current.append(number, frame, end);
            newest = number;
        } catch (IOException e) {
            if (first && current != null) {
                current.close();
            }
            if (first) {
                current = null;
                segment(number).delete();
            }
            throw e;
        }
        force();
    }

    /** After a failed fsync the kernel may have thrown the pages away: nothing that follows could be trusted. */
    private void force() throws IOException {
        if (!durable) {
            return;
        }
        try {
            current.force();
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Lets the next group start a new segment, so that the present one can be deleted. */
    synchronized void rotate() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Deletes the segments that hold only frames up to {@code number}; a rotated one may have taken more before. */
    synchronized void deleteThrough(long number) {
        List<FilePath> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            boolean open = current != null && current.file().toString().equals(segments.get(i).toString());
            if (!open && (last ? newest <= number : firstFrame(segments.get(i + 1)) <= number + 1)) {
                segments.get(i).delete();
            }
        }
    }

    /**
     * Hands every frame after {@code applied} to {@code consumer}, in order.
     *
     * @return the number of the last frame
     * @throws StorageException if an acknowledged frame is missing or damaged
     */
    synchronized long replay(long applied, ObjLongConsumer<byte[]> consumer) throws IOException {
        long last = applied;
        List<FilePath> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            FilePath file = segments.get(i);
            long expected = firstFrame(file);
            if (expected > last + 1) {
                throw damaged(file, "frames " + (last + 1) + " to " + (expected - 1) + " are missing");
            }
            ByteBuffer bytes = JournalSegment.read(file, expected);
            for (byte[] payload = nextFrame(bytes, expected); payload != null; payload = nextFrame(bytes, expected)) {
                if (expected > last) {
                    consumer.accept(payload, expected);
                    last = expected;
                }
                expected++;
            }
            checkTail(file, bytes, expected, i == segments.size() - 1);
        }
        newest = last;
        return last;
    }

    /** The payload of the frame with this number, or null where the bytes at this place are not that frame. */
    private static byte[] nextFrame(ByteBuffer bytes, long number) {
        int start = bytes.position();
        if (bytes.remaining() < JournalSegment.FRAME_HEADER) {
            return null;
        }
        int length = bytes.getInt(start);
        if (length <= 0
                || length > bytes.remaining() - JournalSegment.FRAME_HEADER
                || bytes.getLong(start + 8) != number) {
            return null;
        }
        byte[] payload = new byte[length];
        bytes.get(start + JournalSegment.FRAME_HEADER, payload);
        if (JournalSegment.checksum(number, payload, 0, length) != bytes.getInt(start + 4)) {
            return null;
        }
        bytes.position(start + JournalSegment.FRAME_HEADER + length);
        return payload;
    }

    /** What follows the last good frame was torn by a crash, unless a later whole frame proves it was acknowledged. */
    private static void checkTail(FilePath file, ByteBuffer bytes, long expected, boolean newest) {
        int torn = 0;
        for (int at = bytes.position(); at < bytes.limit(); at++) {
            if (bytes.get(at) != 0) {
                torn = at + 1 - bytes.position();
            }
        }
        if (torn == 0) {
            return;
        }
        ByteBuffer rest = bytes.duplicate();
        for (int at = bytes.position(); at + JournalSegment.FRAME_HEADER <= bytes.limit(); at++) {
            long number = bytes.getLong(at + 8);
            if (number > expected && number < expected + bytes.limit()
                    && nextFrame(rest.position(at), number) != null) {
                throw damaged(file, "frame " + expected + " does not fit its checksum, but frame " + number + " does");
            }
        }
        if (newest) {
            LOG.log(System.Logger.Level.WARNING,
                    "Dropped {0} bytes at the end of {1}: a write that a crash cut short and nobody was told of.",
                    torn, file.getName());
        }
    }

    private static StorageException damaged(FilePath file, String detail) {
        return new StorageException(StorageException.Reason.CORRUPT,
                "The journal is damaged at " + file.getName() + ": " + detail + ". Restore a backup.");
    }

    private List<FilePath> segments() {
        List<FilePath> found = new ArrayList<>();
        for (FilePath file : folder.newDirectoryStream()) {
            if (file.getName().startsWith(PREFIX)) {
                found.add(file);
            }
        }
        found.sort(Comparator.comparingLong(Journal::firstFrame));
        return found;
    }

    private FilePath segment(long firstFrame) {
        return FilePath.get(folder + "/" + PREFIX + String.format("%016x", firstFrame));
    }

    private static long firstFrame(FilePath file) {
        return Long.parseUnsignedLong(file.getName().substring(PREFIX.length()), 16);
    }
}
