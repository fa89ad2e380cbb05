package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Keys in unsigned byte order; within a page each is written as what differs from its neighbour, then a checksum. */
final class KeyType extends BasicDataType<byte[]> {

    static final KeyType INSTANCE = new KeyType();

    private static final int ARRAY_HEADER = 16;

    private KeyType() {}

    @Override
    public int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    /** As the type above has it, but sure of its kind: this is most of what finding a key costs. */
    @Override
    public int binarySearch(byte[] key, Object storage, int size, int guess) {
        byte[][] keys = (byte[][]) storage;
        int low = 0;
        int high = size - 1;
        int middle = guess < 1 || guess > size ? high >>> 1 : guess - 1;
        while (low <= high) {
            int order = Arrays.compareUnsigned(key, keys[middle]);
            if (order == 0) {
                return middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
            middle = (low + high) >>> 1;
        }
        return -(low + 1);
    }

    @Override
    public int getMemory(byte[] key) {
        return ARRAY_HEADER + key.length;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }

    @Override
    public void write(WriteBuffer out, byte[] key) {
        write(out, new byte[][] {key}, 1);
    }

    @Override
    public byte[] read(ByteBuffer in) {
        byte[][] one = new byte[1][];
        read(in, one, 1);
        return one[0];
    }

    @Override
    public void write(WriteBuffer out, Object storage, int count) {
        int start = out.position();
        byte[] previous = new byte[0];
        for (byte[] key : Arrays.copyOf((byte[][]) storage, count)) {
            int shared = sharedPrefix(previous, key);
            out.putVarInt(shared).putVarInt(key.length - shared);
            out.put(ByteBuffer.wrap(key, shared, key.length - shared));
            previous = key;
        }
        PageChecksum.append(out, start);
    }

    @Override
    public void read(ByteBuffer in, Object storage, int count) {
        int start = in.position();
        byte[][] keys = (byte[][]) storage;
        byte[] previous = new byte[0];
        for (int i = 0; i < count; i++) {
            int shared = DataUtils.readVarInt(in);
            int rest = DataUtils.readVarInt(in);
            byte[] key = Arrays.copyOf(previous, checkedLength(shared, previous.length, rest, in.remaining()));
            in.get(key, shared, rest);
            keys[i] = key;
            previous = key;
        }
        PageChecksum.verify(in, start);
    }

    /** Damaged lengths must end as a report of damage, not as an attempt to allocate gigabytes. */
    private static int checkedLength(int shared, int available, int rest, int remaining) {
        if (shared < 0 || shared > available || rest < 0 || rest > remaining) {
            throw new StorageException(StorageException.Reason.CORRUPT,
                    "The data file is damaged: a page of keys cannot be read. Restore a backup.");
        }
        return shared + rest;
    }

    private static int sharedPrefix(byte[] a, byte[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }
}
