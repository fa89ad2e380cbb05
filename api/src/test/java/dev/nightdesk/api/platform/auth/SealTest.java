package dev.nightdesk.api.platform.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SealTest {
    private final Seal seal = new Seal(KeyRing.of("dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE"));
    private final Seal other = new Seal(KeyRing.of("b3RoZXItc2VjcmV0LWtleS1vdGhlci1zZWNyZXQta2V5"));

    @Property(tries = 200)
    void aSecretOpensAtItsPlace(@ForAll byte[] secret, @ForAll String place) {
        assertArrayEquals(secret, seal.open(seal.close(secret, place), place));
    }

    @Property(tries = 200)
    void theSameSecretNeverLooksTheSame(@ForAll byte[] secret) {
        assertFalse(Arrays.equals(seal.close(secret, "a"), seal.close(secret, "a")));
    }

    @Property(tries = 200)
    void aSecretOpensNowhereElse(@ForAll byte[] secret) {
        byte[] sealed = seal.close(secret, "wsp_1/ids_1");
        assertThrows(Seal.SealBroken.class, () -> seal.open(sealed, "wsp_2/ids_1"));
        assertThrows(Seal.SealBroken.class, () -> other.open(sealed, "wsp_1/ids_1"));
    }

    @Property(tries = 50)
    void noBitMayBeChanged(@ForAll byte[] secret) {
        byte[] sealed = seal.close(secret, "a");
        for (int i = 0; i < sealed.length * 8; i++) {
            byte[] changed = sealed.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            assertThrows(Seal.SealBroken.class, () -> seal.open(changed, "a"));
        }
        assertThrows(Seal.SealBroken.class, () -> seal.open(Arrays.copyOf(sealed, sealed.length - 1), "a"));
        assertThrows(Seal.SealBroken.class, () -> seal.open(new byte[0], "a"));
    }
}
