package dev.nightdesk.api.webhook;

import java.net.InetAddress;
import java.util.List;

/** A URL that {@link AddressPolicy} let through, with the checked addresses; only these may be connected to. */
record Destination(ReceiverUrl url, List<InetAddress> addresses) {

    Destination {
        addresses = List.copyOf(addresses);
    }
}
