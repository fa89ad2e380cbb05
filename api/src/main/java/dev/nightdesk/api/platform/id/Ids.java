package dev.nightdesk.api.platform.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes ids: a prefix and a ULID (48 bits of milliseconds, 80 bits of chance, Crockford base 32).
 * Ids of one source made within one millisecond still sort in the order they were made.
 */
public final class Ids {
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int RANDOM_HIGH_BITS = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator random;
    private long lastMillis = -1;
    private long high;
    private long low;

    /** A source whose chance comes from the given generator. */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** A source for production use. */
    public static Ids secure() {
        return new Ids(new SecureRandom());
    }

    /** A fresh id of the type, stamped with the instant. */
    public String next(ResourceType type, Instant now) {
        long millis = Math.max(0, now.toEpochMilli());
        long chanceHigh;
        long chanceLow;
        lock.lock();
        try {
            if (millis == lastMillis) {
                low++;
                if (low == 0) {
                    high = (high + 1) & 0xFFFF;
                }
            } else {
                lastMillis = millis;
                high = random.nextLong() & 0xFFFF;
                low = random.nextLong();
            }
            chanceHigh = high;
            chanceLow = low;
        } finally {
            lock.unlock();
        }
        return type.prefix() + "_" + encode((millis << RANDOM_HIGH_BITS) | chanceHigh, chanceLow);
    }

    /** The one id of the type that belongs to a seed: whoever repeats the work finds the same id. */
    public static String derived(ResourceType type, String seed) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(seed.getBytes(StandardCharsets.UTF_8)));
            return type.prefix() + "_" + encode(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What sorts before every id of the type that was made at the instant or later, and after every earlier one. */
    public static String floor(ResourceType type, Instant instant) {
        return type.prefix() + "_" + encode(Math.max(0, instant.toEpochMilli()) << RANDOM_HIGH_BITS, 0);
    }

    /** 128 bits as 26 characters of five bits each, the first holding the two left over. */
    private static String encode(long upper, long lower) {
        char[] text = new char[26];
        long high = upper;
        long low = lower;
        for (int i = 25; i >= 0; i--) {
            text[i] = ALPHABET[(int) (low & 31)];
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }
}
