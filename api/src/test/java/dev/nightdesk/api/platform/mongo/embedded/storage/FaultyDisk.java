package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk below the journal and the map files alike, on which a chosen write goes wrong. */
public final class FaultyDisk extends FilePathWrapper {

    /** The prefix that puts a folder on this disk. */
    public static final String PREFIX = "faulty:";

    /** What happens at the chosen write. */
    public enum Fault {
        /** Nothing of it is written, and the disk works again afterwards. */
        ONE_FAILS,
        /** Nothing of it is written, nor of anything after it. */
        DIES,
        /** Half of it is written, and nothing of anything after it. */
        TEARS_AND_DIES
    }

    private static long writes;
    private static long faultAt;
    private static Fault fault;

    /** Makes the disk known, working. */
    public static synchronized void install() {
        FilePath.register(new FaultyDisk());
        heal();
    }

    /** From now on the {@code count}-th write goes wrong. */
    public static synchronized void failAt(long count, Fault kind) {
        writes = 0;
        faultAt = count;
        fault = kind;
    }

    /** From now on all goes well. */
    public static synchronized void heal() {
        failAt(Long.MAX_VALUE, Fault.ONE_FAILS);
    }

    /** Writes and fsyncs since {@link #failAt} or {@link #heal}. */
    public static synchronized long writes() {
        return writes;
    }

    /** How much of a write of this size gets through, -1 for all of it. */
    private static synchronized int allowed(int size) {
        writes++;
        if (writes < faultAt || (writes > faultAt && fault == Fault.ONE_FAILS)) {
            return -1;
        }
        return writes == faultAt && fault == Fault.TEARS_AND_DIES ? size / 2 : 0;
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode));
    }

    private static final class Channel extends FileBase {

        private final FileChannel disk;

        private Channel(FileChannel disk) {
            this.disk = disk;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            int through = allowed(source.remaining());
            if (through < 0) {
                return disk.write(source, position);
            }
            disk.write(source.slice(source.position(), through), position);
            throw new IOException("This write was chosen to fail");
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, position());
            position(position() + written);
            return written;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (allowed(0) >= 0) {
                throw new IOException("This fsync was chosen to fail");
            }
            disk.force(metadata);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return disk.read(target, position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return disk.read(target);
        }

        @Override
        public long position() throws IOException {
            return disk.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            disk.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return disk.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            disk.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return disk.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            disk.close();
        }
    }
}
