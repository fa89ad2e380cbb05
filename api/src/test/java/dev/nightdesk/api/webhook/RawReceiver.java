package dev.nightdesk.api.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** A receiver on loopback that does to each connection what its script says, however ill-mannered. */
final class RawReceiver implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");

    /** What happens on one connection; the connection is closed when it returns. */
    @FunctionalInterface
    interface Script {
        void run(Call call) throws Exception;
    }

    /** One request as it came in. */
    record Request(String head, String body) {

        String header(String name) {
            Matcher line = Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*)$").matcher(head);
            return line.find() ? line.group(1).strip() : null;
        }
    }

    /** One connection in the hands of a script. */
    final class Call {

        private final Socket socket;

        private Call(Socket socket) {
            this.socket = socket;
        }

        Socket socket() {
            return socket;
        }

        Call readRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the request ended early");
                }
                head.write(next);
            }
            Matcher length = LENGTH.matcher(head.toString(StandardCharsets.UTF_8));
            byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
            requests.add(new Request(
                    head.toString(StandardCharsets.UTF_8), new String(body, StandardCharsets.UTF_8)));
            return this;
        }

        Call write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Writes {@code text} for ever, or until the sender cuts the connection. */
        void writeForEver(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            while (true) {
                socket.getOutputStream().write(bytes);
                written.addAndGet(bytes.length);
            }
        }

        /** One byte at a time, with a pause far shorter than any limit of the sender. */
        void drip(String text) throws IOException, InterruptedException {
            for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
                socket.getOutputStream().write(next);
                if (stopped.await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }

        /** Says nothing more until the sender cuts the connection. */
        void hang() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private RawReceiver(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        start(this::acceptAll);
    }

    static RawReceiver plain(Script script) throws IOException {
        return over(ServerSocketFactory.getDefault(), script);
    }

    static RawReceiver over(ServerSocketFactory sockets, Script script) throws IOException {
        return new RawReceiver(sockets.createServerSocket(0, 512, InetAddress.getLoopbackAddress()), script);
    }

    /** Answers every request with these bytes. */
    static RawReceiver answering(String answer) throws IOException {
        return plain(call -> call.readRequest().write(answer));
    }

    /** Not virtual: one that writes without end would never let go of the threads that carry the node under test. */
    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().name("raw-receiver-", 0).start(task);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                start(() -> play(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            script.run(new Call(socket));
            // Closing with unread input would reset the connection and take the answer with it.
            socket.shutdownOutput();
            new Call(socket).hang();
        } catch (Exception cutBySender) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int bytesWritten() {
        return written.get();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        server.close();
        cutAll();
    }

    void cutAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }
}
