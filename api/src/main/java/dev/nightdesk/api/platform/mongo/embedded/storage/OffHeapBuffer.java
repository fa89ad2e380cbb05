package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/**
 * Where a checkpoint is written before it goes to the file, outside the heap and kept for the next one. MVStore's own
 * grows by half each time from a mebibyte on and is thrown away: a checkpoint of 20 MB left 70 MB of large arrays
 * behind, each of which filled the old generation and brought the next full collection nearer.
 */
final class OffHeapBuffer extends WriteBuffer {

    private static final int BEGINNING = 1 << 20;
    /** More than a usual checkpoint takes; what a rare one has taken is not kept from others for ever. */
    private static final int MOST_KEPT = 64 << 20;

    private ByteBuffer bytes = ByteBuffer.allocateDirect(BEGINNING);

    OffHeapBuffer() {
        super(0);
    }

    private ByteBuffer room(int length) {
        if (bytes.remaining() < length) {
            grow(length);
        }
        return bytes;
    }

    private void grow(int length) {
        int needed = Math.addExact(bytes.position(), length);
        int capacity = Math.clamp(bytes.capacity() * 3L / 2, needed, Integer.MAX_VALUE);
        bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    }

    @Override
    public WriteBuffer putVarInt(int value) {
        DataUtils.writeVarInt(room(5), value);
        return this;
    }

    @Override
    public WriteBuffer putVarLong(long value) {
        DataUtils.writeVarLong(room(10), value);
        return this;
    }

    @Override
    public WriteBuffer putStringData(String text, int length) {
        DataUtils.writeStringData(room(3 * length), text, length);
        return this;
    }

    @Override
    public WriteBuffer put(byte value) {
        room(Byte.BYTES).put(value);
        return this;
    }

    @Override
    public WriteBuffer putChar(char value) {
        room(Character.BYTES).putChar(value);
        return this;
    }

    @Override
    public WriteBuffer putShort(short value) {
        room(Short.BYTES).putShort(value);
        return this;
    }

    @Override
    public WriteBuffer putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    @Override
    public WriteBuffer putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    @Override
    public WriteBuffer putFloat(float value) {
        room(Float.BYTES).putFloat(value);
        return this;
    }

    @Override
    public WriteBuffer putDouble(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    @Override
    public WriteBuffer put(byte[] values) {
        room(values.length).put(values);
        return this;
    }

    @Override
    public WriteBuffer put(byte[] values, int offset, int length) {
        room(length).put(values, offset, length);
        return this;
    }

    @Override
    public WriteBuffer put(ByteBuffer source) {
        room(source.remaining()).put(source);
        return this;
    }

    @Override
    public WriteBuffer limit(int limit) {
        room(limit - bytes.position()).limit(limit);
        return this;
    }

    @Override
    public int capacity() {
        return bytes.capacity();
    }

    @Override
    public WriteBuffer position(int position) {
        bytes.position(position);
        return this;
    }

    @Override
    public int limit() {
        return bytes.limit();
    }

    @Override
    public int position() {
        return bytes.position();
    }

    @Override
    public WriteBuffer get(byte[] destination) {
        bytes.get(destination);
        return this;
    }

    @Override
    public WriteBuffer putInt(int index, int value) {
        bytes.putInt(index, value);
        return this;
    }

    @Override
    public WriteBuffer putShort(int index, short value) {
        bytes.putShort(index, value);
        return this;
    }

    /** Empties it. */
    @Override
    public WriteBuffer clear() {
        if (bytes.capacity() > MOST_KEPT) {
            bytes = ByteBuffer.allocateDirect(BEGINNING);
        }
        bytes.clear();
        return this;
    }

    @Override
    public ByteBuffer getBuffer() {
        return bytes;
    }
}
