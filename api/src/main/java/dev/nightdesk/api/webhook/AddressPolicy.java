package dev.nightdesk.api.webhook;

import dev.nightdesk.api.webhook.AddressRefused.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where webhooks may be sent. The same check runs when an endpoint is made and at each attempt; what it lets through
 * names the very addresses to connect to, so that a name that changes its answer in between gains nothing.
 *
 * @param insecure for development only: also http, any port, local names and addresses that are not public
 * @param ports the ports that may be called
 * @param denied blocks refused beside the special-purpose ones, such as the operator's own public addresses and the
 *     prefix of its NAT64 translator
 */
public record AddressPolicy(boolean insecure, Set<Integer> ports, List<AddressRange> denied) {

    /** https to ports 443 and 8443 of public addresses. */
    public static final AddressPolicy STANDARD = new AddressPolicy(false, Set.of(443, 8443), List.of());

    /** For development: anything that is a URL of http or https. */
    public static final AddressPolicy INSECURE = new AddressPolicy(true, Set.of(), List.of());

    public AddressPolicy {
        ports = Set.copyOf(ports);
        denied = List.copyOf(denied);
    }

    /**
     * Checks a URL and every address behind its host, and gives its canonical form to store.
     *
     * @throws AddressRefused when it may not be called
     * @throws UnknownHostException when its host has no address, or none was found {@code within} the time
     */
    public String accept(String url, Resolver resolver, Duration within) throws AddressRefused, UnknownHostException {
        return destination(url, resolver, within).url().toString();
    }

    /** The same check, for the addresses to connect to. */
    Destination destination(String url, Resolver resolver, Duration within)
            throws AddressRefused, UnknownHostException {
        ReceiverUrl receiver = ReceiverUrl.parse(url);
        checkSchemeAndPort(receiver);
        ReceiverHost host = receiver.host();
        if (host.literal().isEmpty() && !insecure && ReservedNames.contains(host.text())) {
            throw new AddressRefused(Reason.HOST_NAME, "the host name is local or reserved");
        }
        List<InetAddress> addresses = host.literal().isPresent()
                ? List.of(host.literal().get())
                : resolver.resolve(host.text(), within);
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host.text());
        }
        // One private address among public ones is how rebinding answers look, so it refuses them all.
        if (!addresses.stream().allMatch(this::permits)) {
            throw new AddressRefused(Reason.NOT_PUBLIC, "the host has an address that is not public");
        }
        return new Destination(receiver, addresses);
    }

    private void checkSchemeAndPort(ReceiverUrl url) throws AddressRefused {
        if (!insecure && !url.secure()) {
            throw new AddressRefused(Reason.SCHEME, "the scheme is not https");
        }
        boolean open = insecure ? url.port() >= 1 && url.port() <= 65_535 : ports.contains(url.port());
        if (!open) {
            throw new AddressRefused(Reason.PORT, "port " + url.port() + " may not be called");
        }
    }

    private boolean permits(InetAddress address) {
        byte[] bytes = address.getAddress();
        return denied.stream().noneMatch(range -> range.contains(bytes))
                && (insecure || !SpecialPurposeAddresses.contains(address));
    }
}
