package dev.nightdesk.api.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses from text without look-ups, and resolvers that give them out. */
final class TestAddresses {

    private TestAddresses() {
    }

    static Resolver answer(String... addresses) {
        return (host, within) -> Arrays.stream(addresses).map(literal -> address(bytes(literal))).toList();
    }

    /** Keeps v4-mapped addresses as IPv6, as a resolver of another make may hand them over. */
    static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == 16 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static byte[] bytes(String literal) {
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            if (address.length == 16 || literal.indexOf(':') < 0) {
                return address;
            }
            byte[] mapped = new byte[16];
            Arrays.fill(mapped, 10, 12, (byte) 0xff);
            System.arraycopy(address, 0, mapped, 12, 4);
            return mapped;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
