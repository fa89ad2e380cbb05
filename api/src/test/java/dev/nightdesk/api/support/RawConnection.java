package dev.nightdesk.api.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A socket that sends exactly the bytes it is given. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream input;

    private RawConnection(Socket socket, InputStream input) {
        this.socket = socket;
        this.input = input;
    }

    static RawConnection open(int port) {
        return open(port, 0);
    }

    /** Takes no more than about so many bytes before they are read; as many as usual for zero. */
    static RawConnection open(int port, int window) {
        try {
            Socket socket = new Socket();
            if (window > 0) {
                socket.setReceiveBufferSize(window);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RawConnection(socket, socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text, one byte for each character; a server that has hung up is no failure. */
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            return this;
        }
    }

    /** The next answer. */
    public TestAnswer answer() {
        try {
            String[] status = line().split(" ", 3);
            Map<String, List<String>> headers = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).trim());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
            return new TestAnswer(Integer.parseInt(status[1]), HttpHeaders.of(headers, (name, value) -> true),
                    input.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes come until the server hangs up, which it must. */
    public long rest() {
        byte[] buffer = new byte[65_536];
        long count = 0;
        try {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                count += read;
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("the server has not hung up after " + count + " bytes", e);
        } catch (IOException e) {
            // Reset: that is hanging up, too.
        }
        return count;
    }

    /** Waits until the server has hung up. */
    public boolean closed() {
        try {
            return input.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new IOException("the connection ended within an answer: " + line);
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
