package dev.nightdesk.api.attachment;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The bytes of a content. Each chunk is a query of its own: a cursor would be bound by the database time-out to the
 * pace of the slowest reader.
 */
final class ContentStream extends InputStream {
    private static final byte[] NOTHING = {};

    private final IntFunction<Optional<byte[]>> chunks;
    private long left;
    private int number;
    private byte[] chunk = NOTHING;
    private int position;

    ContentStream(IntFunction<Optional<byte[]>> chunks, long size) {
        this.chunks = chunks;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        if (position == chunk.length) {
            chunk = chunks.apply(number++).orElseThrow(() -> new EOFException("the content was removed meanwhile"));
            position = 0;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, buffer, offset, count);
        position += count;
        left -= count;
        return count;
    }
}
