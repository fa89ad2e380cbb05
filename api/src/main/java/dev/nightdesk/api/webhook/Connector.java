package dev.nightdesk.api.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;

/** Opens TCP connections to addresses that were checked before. */
@FunctionalInterface
interface Connector {

    /** Connects {@code within} the time or fails. */
    Socket connect(InetAddress address, int port, Duration within) throws IOException;

    /** Directly, whatever proxy the environment or the system properties name. */
    static Socket direct(InetAddress address, int port, Duration within) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.setTcpNoDelay(true);
            // 0 would mean no limit.
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(Math.max(1, within.toMillis())));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
