package dev.nightdesk.api.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Passes on what a server says and hangs up after a random number of bytes, so many times; then it leaves off. */
final class CuttingProxy implements AutoCloseable {
    private static final int MOST_BYTES = 6_000;

    private final ServerSocket entrance;
    private final int port;
    private final int mostCuts;
    private final AtomicInteger cuts = new AtomicInteger();
    private final RandomGenerator random = RandomGenerator.getDefault();

    private CuttingProxy(ServerSocket entrance, int port, int mostCuts) {
        this.entrance = entrance;
        this.port = port;
        this.mostCuts = mostCuts;
        Thread.ofVirtual().start(this::accept);
    }

    static CuttingProxy to(int port, int cuts) throws IOException {
        return new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port, cuts);
    }

    int port() {
        return entrance.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.ofVirtual().start(() -> pass(near, far, Integer.MAX_VALUE));
                int bytes = cuts.get() < mostCuts ? random.nextInt(1, MOST_BYTES) : Integer.MAX_VALUE;
                Thread.ofVirtual().start(() -> pass(far, near, bytes));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, int bytes) {
        try (from; to; InputStream input = from.getInputStream(); OutputStream output = to.getOutputStream()) {
            byte[] buffer = new byte[4_096];
            int left = bytes;
            int read = input.read(buffer, 0, Math.min(buffer.length, left));
            while (read > 0) {
                output.write(buffer, 0, read);
                left -= read;
                read = left == 0 ? 0 : input.read(buffer, 0, Math.min(buffer.length, left));
            }
            if (left == 0) {
                cuts.incrementAndGet();
            }
        } catch (IOException cut) {
            // One end has gone, and the other goes with it.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
