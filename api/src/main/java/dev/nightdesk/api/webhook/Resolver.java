package dev.nightdesk.api.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Looks host names up. One call is one answer: what is checked is exactly what is then connected to. */
@FunctionalInterface
public interface Resolver {

    /**
     * All addresses of {@code host}, at least one.
     *
     * @throws UnknownHostException when there is none, or none was found {@code within} the time
     */
    List<InetAddress> resolve(String host, Duration within) throws UnknownHostException;
}
