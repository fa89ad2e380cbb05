package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors: a position and a time, under a seal that also covers workspace, caller kind, path and filters. One bit
 * changed, another list, another tenant or 72 hours make it invalid.
 */
public final class Cursors {
    private static final Duration VALID = Duration.ofHours(72);
    private static final int SEAL_BYTES = 16;
    private static final int LONGEST = 1_024;

    private final SecretKey key;
    private final InstantSource clock;

    /** Cursors sealed under the ring's key for them. */
    public Cursors(KeyRing keys, InstantSource clock) {
        this.key = new SecretKeySpec(keys.derive("cursor"), "HmacSHA256");
        this.clock = clock;
    }

    /** The cursor for a position in the list that the call asks for. */
    public String seal(Call call, Position position) {
        byte[] text = (position.key() + "\n" + position.id()).getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(8 + text.length).putLong(clock.millis()).put(text).array();
        byte[] sealed = Arrays.copyOf(mac(call, content), SEAL_BYTES + content.length);
        System.arraycopy(content, 0, sealed, SEAL_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The position in the call's {@code cursor}, if it has one.
     *
     * @throws Problem {@code invalid_cursor} unless we made it for just this list, less than 72 hours ago
     */
    public Optional<Position> position(Call call) {
        return call.query().text("cursor").map(cursor -> open(call, cursor));
    }

    private Position open(Call call, String cursor) {
        byte[] sealed = decode(cursor);
        if (sealed.length <= SEAL_BYTES + 8) {
            throw invalid();
        }
        byte[] content = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
        if (!MessageDigest.isEqual(mac(call, content), Arrays.copyOf(sealed, SEAL_BYTES))) {
            throw invalid();
        }
        long madeAt = ByteBuffer.wrap(content).getLong();
        if (clock.millis() - madeAt > VALID.toMillis()) {
            throw invalid();
        }
        String text = new String(content, 8, content.length - 8, StandardCharsets.UTF_8);
        int split = text.lastIndexOf('\n');
        return new Position(text.substring(0, split), text.substring(split + 1));
    }

    /** Re-encoding must give the same text, or the unused bits of the last character could be changed at will. */
    private static byte[] decode(String cursor) {
        try {
            byte[] bytes = cursor.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(cursor);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(Call call, byte[] content) {
        String list = call.principal().kind() + " " + call.workspaceId() + " " + call.operation() + " "
                + call.parameters() + " " + (call.principal().isCustomer() ? call.principal().id() : "") + " "
                + call.query().canonical("cursor", "limit") + "\n";
        byte[] bound = list.getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(bound, bound.length + content.length);
        System.arraycopy(content, 0, message, bound.length, content.length);
        return Arrays.copyOf(KeyRing.hmac(key, message), SEAL_BYTES);
    }

    private static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_CURSOR,
                "The cursor is not one of ours, has run out, or belongs to another list.");
    }
}
