package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.h2.mvstore.WriteBuffer;

/** Puts a CRC-32C behind the keys and behind the values of every page: the map file itself only checks its headers. */
final class PageChecksum {

    private PageChecksum() {}

    static void append(WriteBuffer out, int start) {
        ByteBuffer written = out.getBuffer();
        out.putInt(checksum(written, start, written.position()));
    }

    static void verify(ByteBuffer in, int start) {
        int expected = checksum(in, start, in.position());
        if (in.getInt() != expected) {
            throw new StorageException(StorageException.Reason.CORRUPT,
                    "The data file is damaged: a page does not fit its checksum. Restore a backup.");
        }
    }

    private static int checksum(ByteBuffer buffer, int start, int end) {
        ByteBuffer region = buffer.duplicate();
        region.limit(end).position(start);
        CRC32C crc = new CRC32C();
        crc.update(region);
        return (int) crc.getValue();
    }
}
