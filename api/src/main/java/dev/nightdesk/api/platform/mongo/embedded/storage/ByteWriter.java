package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.util.Arrays;

/** Growing array of bytes, big-endian so that what it writes sorts like the number. */
public final class ByteWriter {

    private byte[] array;
    private int size;

    /** Starts with room for {@code capacity} bytes. */
    public ByteWriter(int capacity) {
        array = new byte[capacity];
    }

    /** Appends the low eight bits. */
    public void octet(int value) {
        require(1);
        array[size++] = (byte) value;
    }

    /** Appends all of {@code source}. */
    public void bytes(byte[] source) {
        require(source.length);
        System.arraycopy(source, 0, array, size, source.length);
        size += source.length;
    }

    /** Appends the low {@code octets} bytes of {@code value}, highest first. */
    public void number(long value, int octets) {
        require(octets);
        for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
            array[size++] = (byte) (value >>> shift);
        }
    }

    /** Appends a number that is rarely large in as few bytes as it needs. */
    public void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** Flips every bit from {@code start} on, which turns ascending order into descending. */
    public void invertFrom(int start) {
        for (int i = start; i < size; i++) {
            array[i] = (byte) ~array[i];
        }
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Forgets what was written after {@code length}. */
    public void truncate(int length) {
        size = length;
    }

    /** A copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    byte[] array() {
        return array;
    }

    private void require(int more) {
        if (size + more > array.length) {
            array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
        }
    }
}
