package dev.nightdesk.api.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection to a checked address that is cut when its deadline passes. Socket time-outs restart with each byte that
 * drips in and do not cover writes; closing the socket from outside ends every blocked call at once.
 */
final class ReceiverConnection implements AutoCloseable {

    /** A name with more addresses than this is not tried to its end. */
    private static final int MOST_ADDRESSES = 4;

    private final Socket transport;
    private final Future<?> cut;
    private Socket socket;

    private ReceiverConnection(Socket transport, Deadline deadline, ScheduledExecutorService timer) {
        this.transport = transport;
        this.socket = transport;
        try {
            this.cut = timer.schedule(
                    () -> closeQuietly(transport), deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closeQuietly(transport);
            throw e;
        }
    }

    /** Connects, and for https also shakes hands and checks the certificate against the host. */
    static ReceiverConnection open(
            Destination destination,
            Deadline deadline,
            Connector connector,
            SSLSocketFactory tls,
            ScheduledExecutorService timer)
            throws AttemptFailure {
        ReceiverConnection connection =
                new ReceiverConnection(connect(destination, deadline, connector), deadline, timer);
        if (destination.url().secure()) {
            try {
                connection.secure(destination.url(), tls);
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw new AttemptFailure(deadline.passed() ? FailureKind.TIMED_OUT : FailureKind.TLS_FAILED, e);
            }
        }
        return connection;
    }

    /** The first address that answers, each with its share of the time left. */
    private static Socket connect(Destination destination, Deadline deadline, Connector connector)
            throws AttemptFailure {
        List<InetAddress> addresses =
                destination.addresses().subList(0, Math.min(MOST_ADDRESSES, destination.addresses().size()));
        IOException last = null;
        for (int i = 0; i < addresses.size() && !deadline.passed(); i++) {
            try {
                return connector.connect(
                        addresses.get(i),
                        destination.url().port(),
                        deadline.remaining().dividedBy(addresses.size() - i));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new AttemptFailure(deadline.passed() ? FailureKind.TIMED_OUT : FailureKind.CONNECT_FAILED, last);
    }

    private void secure(ReceiverUrl url, SSLSocketFactory tls) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.createSocket(transport, url.host().certificateName(), url.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
    }

    Socket socket() {
        return socket;
    }

    /** Says goodbye on TLS without waiting for the other side, whose silence may not hold this thread. */
    @Override
    public void close() {
        try {
            if (socket instanceof SSLSocket secured) {
                secured.shutdownOutput();
            }
        } catch (IOException alreadyGone) {
            // The socket is closed next in any case.
        } finally {
            closeQuietly(transport);
            cut.cancel(false);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // Nothing is left to release.
        }
    }
}
