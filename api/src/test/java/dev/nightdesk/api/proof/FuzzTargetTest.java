package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code deploy/prove} gives to a fuzzer for a long time, tried for a short one: seeds, and seeds spoilt at random. */
class FuzzTargetTest {
    private static final int SPOILT = 3_000;
    private static final int MOST_CHANGES = 4;

    static List<FuzzTarget> targets() {
        return FuzzTarget.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void neitherASeedNorASpoiltOneBreaksAnything(FuzzTarget target) {
        target.inputs().forEach(target.once());
        Random random = new Random(7);
        for (int i = 0; i < SPOILT; i++) {
            byte[] input = target.inputs().get(i % target.inputs().size());
            for (int changes = random.nextInt(MOST_CHANGES); changes >= 0; changes--) {
                input = spoilt(input, random);
            }
            byte[] tried = input;
            assertDoesNotThrow(() -> target.once().accept(tried), () -> HexFormat.of().formatHex(tried) + " "
                    + new String(tried, StandardCharsets.ISO_8859_1));
        }
    }

    /** A byte is another, a piece is missing, or a piece stands twice. */
    private static byte[] spoilt(byte[] input, Random random) {
        byte[] changed = input.clone();
        if (input.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int from = random.nextInt(input.length);
        int to = from + random.nextInt(input.length - from) + 1;
        return switch (random.nextInt(3)) {
            case 0 -> {
                changed[from] = (byte) random.nextInt();
                yield changed;
            }
            case 1 -> joined(Arrays.copyOf(input, from), Arrays.copyOfRange(input, to, input.length));
            default -> joined(Arrays.copyOf(input, to), Arrays.copyOfRange(input, from, input.length));
        };
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }
}
