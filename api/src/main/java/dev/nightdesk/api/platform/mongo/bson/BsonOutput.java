package dev.nightdesk.api.platform.mongo.bson;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The parts of BSON, written one after the other. */
public final class BsonOutput {
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_KEPT = 1 << 16;
    private static final int CLEARED = 512;

    private byte[] bytes;
    private int size;

    /** Starts with room for so many bytes. */
    public BsonOutput(int capacity) {
        bytes = new byte[capacity];
    }

    /** Begins anew, in the same memory unless that has become large. */
    public void clear() {
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[CLEARED];
        }
        size = 0;
    }

    /** How many bytes have been written. */
    public int size() {
        return size;
    }

    /** The memory itself, of which the first {@link #size} bytes count. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Sends what was written. */
    public void sendTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, size);
        stream.flush();
    }

    /** One byte. */
    public void octet(int value) {
        int at = room(1);
        bytes[at] = (byte) value;
    }

    /** Four bytes. */
    public void int32(int value) {
        int at = room(Integer.BYTES);
        INT32.set(bytes, at, value);
    }

    /** Eight bytes. */
    public void int64(long value) {
        int at = room(Long.BYTES);
        INT64.set(bytes, at, value);
    }

    /** These bytes as they are. */
    public void octets(byte[] source, int from, int length) {
        int at = room(length);
        System.arraycopy(source, from, bytes, at, length);
    }

    /** Puts another byte in the place of one that was written. */
    public void setOctet(int position, byte value) {
        bytes[position] = value;
    }

    /** Puts another number in the place of one that was written. */
    public void setInt32(int position, int value) {
        INT32.set(bytes, position, value);
    }

    /** Begins a document or an array; returns what {@link #end} wants to know. */
    public int begin() {
        int start = size;
        int32(0);
        return start;
    }

    /** Ends a document or an array, which begins with its length. */
    public void end(int start) {
        octet(BsonType.END);
        setInt32(start, size - start);
    }

    /** Leaves room for a field's type, which stands before its name, and writes the name; returns the type's place. */
    public int name(String name) {
        int type = size;
        octet(0);
        cString(name);
        return type;
    }

    /** Text with its length before it. */
    public void string(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int32(encoded.length + 1);
        octets(encoded, 0, encoded.length);
        octet(0);
    }

    /**
     * Text that ends with a zero. It is short and nearly always ASCII, for which no copy of it is made.
     *
     * @throws IllegalArgumentException when a zero is in the text itself
     */
    public void cString(String text) {
        int length = text.length();
        int start = room(length + 1);
        byte[] target = bytes;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character == 0 || character >= 0x80) {
                size = start;
                wideCString(text);
                return;
            }
            target[start + i] = (byte) character;
        }
        target[start + length] = 0;
    }

    private void wideCString(String text) {
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("A field name holds the character NUL");
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        octets(encoded, 0, encoded.length);
        octet(0);
    }

    private int room(int more) {
        int at = size;
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length * 2));
        }
        size = at + more;
        return at;
    }
}
