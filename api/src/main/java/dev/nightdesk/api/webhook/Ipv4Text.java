package dev.nightdesk.api.webhook;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IPv4 addresses in the forms resolvers and browsers accept (WHATWG URL, inet_aton): one to four numbers, decimal,
 * octal with a leading 0 or hexadecimal with 0x, the last one filling what is left.
 */
final class Ipv4Text {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    private static final int MOST_DIGITS = 16;

    private Ipv4Text() {
    }

    /** Whether a host with this text is an IPv4 address or nothing: its last label is a number. */
    static boolean endsInNumber(String host) {
        return NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
    }

    /** The four bytes, or empty when the text is no such form or too large. */
    static Optional<byte[]> parse(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long number = number(parts[i]);
            long limit = last ? 1L << (8 * (4 - i)) : 256;
            if (number < 0 || number >= limit) {
                return Optional.empty();
            }
            address += last ? number : number << (8 * (3 - i));
        }
        return Optional.of(new byte[] {
            (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
        });
    }

    /** The number, or −1 when it is none or larger than any address. */
    private static long number(String text) {
        if (!NUMBER.matcher(text).matches() || text.length() > MOST_DIGITS) {
            return -1;
        }
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return text.length() == 2 ? 0 : Long.parseLong(text.substring(2), 16);
        }
        boolean octal = text.length() > 1 && text.startsWith("0");
        if (octal && !text.matches("[0-7]+")) {
            return -1;
        }
        return Long.parseLong(text, octal ? 8 : 10);
    }
}
