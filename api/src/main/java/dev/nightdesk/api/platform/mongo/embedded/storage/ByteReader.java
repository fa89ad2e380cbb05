package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote; the caller has checked the checksum. */
final class ByteReader {

    private final byte[] array;
    private int position;

    ByteReader(byte[] array) {
        this.array = array;
    }

    boolean hasMore() {
        return position < array.length;
    }

    int length() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = array[position++];
            value |= (octet & 0x7F) << shift;
            if (octet >= 0) {
                return value;
            }
        }
    }

    byte[] bytes(int length) {
        position += length;
        return Arrays.copyOfRange(array, position - length, position);
    }
}
