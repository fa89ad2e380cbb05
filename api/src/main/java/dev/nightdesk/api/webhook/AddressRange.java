package dev.nightdesk.api.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** A block of IPv4 or IPv6 addresses. The network's bytes are kept as they are, so that v4-mapped blocks stay IPv6. */
public final class AddressRange {

    private final byte[] network;
    private final int prefixLength;

    private AddressRange(byte[] network, int prefixLength) {
        if (prefixLength < 0 || prefixLength > network.length * 8) {
            throw new IllegalArgumentException("no prefix length for this kind of address: " + prefixLength);
        }
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fc00::/7}.
     *
     * @throws IllegalArgumentException when the text is no such block
     */
    public static AddressRange parse(String block) {
        int slash = block.indexOf('/');
        if (slash < 0 || !block.substring(0, slash).matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("not an address block: " + block);
        }
        return new AddressRange(bytes(block.substring(0, slash)), Integer.parseInt(block.substring(slash + 1)));
    }

    /** Whether the address is of this block's family and inside it. */
    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit += 8) {
            int compared = Math.min(8, prefixLength - bit);
            int mask = 0xff << (8 - compared) & 0xff;
            if (((address[bit / 8] ^ network[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A literal never causes a look-up; the JDK turns v4-mapped ones into IPv4, which is undone here. */
    private static byte[] bytes(String literal) {
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            if (address.length == 4 && literal.indexOf(':') >= 0) {
                byte[] mapped = new byte[16];
                mapped[10] = (byte) 0xff;
                mapped[11] = (byte) 0xff;
                System.arraycopy(address, 0, mapped, 12, 4);
                return mapped;
            }
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + literal, e);
        }
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(network) + "/" + prefixLength;
    }
}
