package dev.nightdesk.api.platform.mongo.embedded;

import java.util.concurrent.locks.ReentrantLock;

/** A fixed set of locks shared by very many things, so that no lock has to be made or forgotten. */
final class Stripes {

    private final ReentrantLock[] locks;

    /** Makes {@code count} locks, a power of two. */
    Stripes(int count) {
        locks = new ReentrantLock[count];
        for (int i = 0; i < count; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** The lock for a thing with this hash; stripes are numbered so that several can be taken in one order. */
    int stripe(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & (locks.length - 1);
    }

    ReentrantLock lock(int stripe) {
        return locks[stripe];
    }
}
