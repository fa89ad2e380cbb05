package dev.nightdesk.api.webhook;

import dev.nightdesk.api.webhook.AddressRefused.Reason;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a URL in its one canonical form: a lower-case ASCII name without a final dot, a dotted IPv4 address, or a
 * bracketed IPv6 address.
 *
 * @param text as it stands in a URL
 * @param literal the address, where the host is one
 */
record ReceiverHost(String text, Optional<InetAddress> literal) {

    private static final int LONGEST = 253;
    private static final Pattern NAME = Pattern.compile(
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    static ReceiverHost parse(String written) throws AddressRefused {
        if (written.startsWith("[")) {
            return ipv6(written);
        }
        String name = canonicalName(written);
        if (Ipv4Text.endsInNumber(name)) {
            byte[] bytes = Ipv4Text.parse(name).orElseThrow(() -> malformed("the host is no IPv4 address"));
            InetAddress address = address(bytes);
            return new ReceiverHost(address.getHostAddress(), Optional.of(address));
        }
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw malformed("the host is no host name");
        }
        return new ReceiverHost(name, Optional.empty());
    }

    /** The JDK turns a v4-mapped literal into IPv4; that form is never needed and is refused whatever it maps to. */
    private static ReceiverHost ipv6(String written) throws AddressRefused {
        try {
            InetAddress address = InetAddress.getByName(written);
            if (address.getAddress().length == 4) {
                throw new AddressRefused(Reason.NOT_PUBLIC, "the host is a v4-mapped IPv6 address");
            }
            return new ReceiverHost("[" + address.getHostAddress() + "]", Optional.of(address));
        } catch (UnknownHostException e) {
            throw malformed("the host is no IPv6 address");
        }
    }

    /** Applies IDNA, which also folds full-width digits and every kind of dot, so that later checks see plain ASCII. */
    private static String canonicalName(String written) throws AddressRefused {
        try {
            String ascii = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (IllegalArgumentException e) {
            throw malformed("the host is no host name");
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static AddressRefused malformed(String message) {
        return new AddressRefused(Reason.MALFORMED, message);
    }

    /** The name or address as a certificate names it: an IPv6 address without its brackets. */
    String certificateName() {
        return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    }
}
