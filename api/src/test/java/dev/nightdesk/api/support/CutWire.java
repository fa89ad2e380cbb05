package dev.nightdesk.api.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire to a port of this machine that can be cut. A node whose wire to the database is cut is dead to all others at
 * once, and can do what a killed one cannot: go on sending, and come back when the wire is mended.
 */
public final class CutWire implements AutoCloseable {
    private final ServerSocket entrance;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private CutWire(ServerSocket entrance, int port) {
        this.entrance = entrance;
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    /** A wire to the port. */
    public static CutWire to(int port) {
        try {
            return new CutWire(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it begins. */
    public int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                if (cut) {
                    closeAll();
                }
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException cut) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (from; to; InputStream input = from.getInputStream(); OutputStream output = to.getOutputStream()) {
            input.transferTo(output);
        } catch (IOException cut) {
            // One end has gone, and the other goes with it.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Cuts it, with whatever is on it. */
    public void cut() {
        cut = true;
        closeAll();
    }

    /** As if it had never been cut, for whoever connects anew. */
    public void mend() {
        cut = false;
    }

    /** Cuts it for good. */
    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
