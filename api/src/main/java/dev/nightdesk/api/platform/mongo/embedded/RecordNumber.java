package dev.nightdesk.api.platform.mongo.embedded;

import java.util.Arrays;

/** Where a document lies: a number that grows with every insert, written in six bytes. */
final class RecordNumber {

    static final int LENGTH = 6;

    private RecordNumber() {}

    static byte[] key(long number) {
        return appended(new byte[0], number);
    }

    /** {@code prefix} followed by the number. */
    static byte[] appended(byte[] prefix, long number) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            key[key.length - 1 - i] = (byte) (number >>> (8 * i));
        }
        return key;
    }

    /** The number at the end of a key. */
    static long of(byte[] key) {
        long number = 0;
        for (int i = key.length - LENGTH; i < key.length; i++) {
            number = (number << 8) | (key[i] & 0xFF);
        }
        return number;
    }

    /** Whether two keys are the same but for their numbers. */
    static boolean sameExceptNumber(byte[] a, byte[] b) {
        return Arrays.equals(a, 0, a.length - LENGTH, b, 0, b.length - LENGTH);
    }
}
