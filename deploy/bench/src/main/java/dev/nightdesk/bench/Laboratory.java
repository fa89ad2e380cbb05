package dev.nightdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The servers of one measurement, with a folder of their own that is gone afterwards. */
final class Laboratory implements AutoCloseable {
    private static final String HEAP = "-Xmx512m";
    private static final String PLATFORM_KEY = "ndp_bench";

    private final Path root;
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();
    private int databasePort;

    Laboratory(Path root) {
        this.root = root;
        try {
            folder = Files.createTempDirectory("nightdesk-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    String databaseUri() {
        return "mongodb://127.0.0.1:" + databasePort + "/?retryWrites=false";
    }

    /** The embedded database in a process of its own. */
    Node database() {
        databasePort = Node.freePort();
        return kept(Node.start(List.of(root.resolve("nightdesk").toString(), "database"),
                Map.of("NIGHTDESK_DATA", folder.resolve("data").toString(), "NIGHTDESK_DATABASE_PORT",
                        Integer.toString(databasePort)), databasePort, folder.resolve("database.log")))
                .when(() -> listening(databasePort));
    }

    /** The product over that database, all guards on; only the rates are out of the way. */
    Node product(List<String> moreJvmOptions) {
        int port = Node.freePort();
        List<String> jvm = new ArrayList<>(List.of(HEAP));
        jvm.addAll(moreJvmOptions);
        return kept(Node.start(List.of(root.resolve("nightdesk").toString(), "start"),
                Map.of("NIGHTDESK_DATA", folder.resolve("node").toString(), "NIGHTDESK_MONGODB_URI", databaseUri(),
                        "NIGHTDESK_HOST", "127.0.0.1", "NIGHTDESK_PORT", Integer.toString(port),
                        "NIGHTDESK_PLATFORM_KEY", PLATFORM_KEY, "NIGHTDESK_RATE_KEY", "1000000",
                        "NIGHTDESK_RATE_WORKSPACE", "1000000", "NIGHTDESK_DRAIN_PAUSE", "PT0S",
                        "NIGHTDESK_JAVA_OPTIONS", String.join(" ", jvm)), port, folder.resolve("product.log")))
                .answering("/readyz");
    }

    /** A server of this module, answering the static path when it is ready; its first argument is the port. */
    Node server(Class<?> main, List<String> arguments, boolean open) {
        int port = Node.freePort();
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of("@" + root.resolve("deploy/jvm.options"), HEAP));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(port)));
        command.addAll(arguments);
        Node node = kept(Node.start(command, Map.of(), port, log(main)));
        return open ? node.answering("/v1/workspace") : node.when(() -> listening(port));
    }

    Path log(Class<?> main) {
        return folder.resolve(main.getSimpleName() + ".log");
    }

    String platformKey() {
        return PLATFORM_KEY;
    }

    private Node kept(Node node) {
        nodes.add(node);
        return node;
    }

    private static boolean listening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        nodes.reversed().forEach(Node::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("The folder " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
