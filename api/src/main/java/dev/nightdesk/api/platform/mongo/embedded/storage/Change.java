package dev.nightdesk.api.platform.mongo.embedded.storage;

/**
 * One absolute write to one map: applying it twice is the same as once, which is what lets a journal be replayed
 * over maps that already hold part of it. The arrays are handed over and must not be changed afterwards.
 */
public final class Change {

    private final int map;
    private final byte[] key;
    private final byte[] value;

    private Change(int map, byte[] key, byte[] value) {
        this.map = map;
        this.key = key;
        this.value = value;
    }

    /** Stores {@code value} under {@code key}. */
    public static Change put(int map, byte[] key, byte[] value) {
        return new Change(map, key, value);
    }

    /** Removes {@code key}. */
    public static Change remove(int map, byte[] key) {
        return new Change(map, key, null);
    }

    int map() {
        return map;
    }

    byte[] key() {
        return key;
    }

    /** The value to store, or null where the key goes. */
    byte[] value() {
        return value;
    }

    void writeTo(ByteWriter out) {
        out.varint(map);
        out.varint(key.length);
        out.bytes(key);
        if (value == null) {
            out.varint(0);
        } else {
            out.varint(value.length + 1L);
            out.bytes(value);
        }
    }

    static Change readFrom(ByteReader in) {
        int map = in.length();
        byte[] key = in.bytes(in.length());
        int length = in.length();
        return new Change(map, key, length == 0 ? null : in.bytes(length - 1));
    }
}
