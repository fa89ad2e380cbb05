package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Values as their length and bytes, a checksum behind those of a page. */
final class ValueType extends BasicDataType<byte[]> {

    static final ValueType INSTANCE = new ValueType();

    private static final int ARRAY_HEADER = 16;

    private ValueType() {}

    @Override
    public int getMemory(byte[] value) {
        return value.length == 0 ? 0 : ARRAY_HEADER + value.length;
    }

    /** Sizes vary too much within a map for the estimate by sampling that saves time elsewhere. */
    @Override
    public boolean isMemoryEstimationAllowed() {
        return false;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }

    @Override
    public void write(WriteBuffer out, byte[] value) {
        write(out, new byte[][] {value}, 1);
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
        for (byte[] value : Arrays.copyOf((byte[][]) storage, count)) {
            out.putVarInt(value.length).put(value);
        }
        PageChecksum.append(out, start);
    }

    @Override
    public void read(ByteBuffer in, Object storage, int count) {
        int start = in.position();
        byte[][] values = (byte[][]) storage;
        for (int i = 0; i < count; i++) {
            int length = DataUtils.readVarInt(in);
            if (length < 0 || length > in.remaining()) {
                throw new StorageException(StorageException.Reason.CORRUPT,
                        "The data file is damaged: a page of values cannot be read. Restore a backup.");
            }
            values[i] = length == 0 ? Snapshot.NOTHING : new byte[length];
            in.get(values[i]);
        }
        PageChecksum.verify(in, start);
    }
}
