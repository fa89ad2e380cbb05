package dev.nightdesk.api.support;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageOptions;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * Stands between a node and its database and lets the node die: after the write it was told, the node gets no answer
 * any more, and nothing that it still tries has any effect. Reads leave no trace, so to die between two writes is to
 * die after the first of them.
 */
public final class CrashingDatabase implements AutoCloseable {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");
    private static final Set<String> READS = Set.of("find", "getMore", "aggregate", "count");
    /** What the driver of a dead process is told, so that it lets go. */
    private static final Document GONE = new Document("ok", 0.0).append("code", 1)
            .append("errmsg", "the process is gone");
    private static final int MESSAGE = 2013;
    private static final int HEADER = 16;

    private final EmbeddedMongo real;
    private final MongoClient client;
    private final ServerSocket listener;
    private final Set<ByteBuffer> indexes = new HashSet<>();
    private int writes;
    private int most = Integer.MAX_VALUE;
    private int refusals;
    private List<String> refused = List.of();

    /** An empty database; nobody will miss its data after a loss of power. */
    public CrashingDatabase() {
        try {
            real = EmbeddedMongo.open(TestFolder.make("crash"), 0,
                    StorageOptions.durableOnDisk().relaxed());
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = MongoClients.create(real.connectionString());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where nodes connect to. */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + listener.getLocalPort() + "/?retryWrites=false";
    }

    /** A new life: so many writes, then death; the count begins anew. */
    public synchronized void live(int mostWrites) {
        writes = 0;
        most = mostWrites;
    }

    /** A life without end. */
    public void live() {
        live(Integer.MAX_VALUE);
    }

    /** The next so many reads that speak of all these words fail; nothing else does. */
    public synchronized void refuse(int reads, String... words) {
        refusals = reads;
        refused = List.of(words);
    }

    /** How many reads are still to be refused. */
    public synchronized int refusals() {
        return refusals;
    }

    /** How many writes this life has done. */
    public synchronized int writes() {
        return writes;
    }

    /** Whether this life has ended. */
    public synchronized boolean dead() {
        return writes >= most;
    }

    /** Takes everything out; what was prepared for documents, such as indexes, stays. */
    public void empty() {
        var database = client.getDatabase("nightdesk");
        database.listCollectionNames().forEach(name -> database.getCollection(name).deleteMany(new Document()));
    }

    /** A way past the deaths, for looking at what there is. */
    public MongoClient client() {
        return client;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket node = listener.accept();
                Thread.ofVirtual().start(() -> serve(node));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket node) {
        try (node; Socket database = new Socket(InetAddress.getLoopbackAddress(), real.port())) {
            node.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            DataInputStream requests = new DataInputStream(node.getInputStream());
            DataInputStream replies = new DataInputStream(database.getInputStream());
            while (true) {
                byte[] request = read(requests);
                byte[] reply = exchange(request, database.getOutputStream(), replies);
                node.getOutputStream().write(reply);
            }
        } catch (EOFException e) {
            // The node has hung up.
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized byte[] exchange(byte[] request, OutputStream database, DataInputStream replies)
            throws IOException {
        String command = command(request);
        boolean writing = WRITES.contains(command);
        if (dead() && (writing || READS.contains(command))) {
            return reply(request, GONE);
        }
        if (refusals > 0 && READS.contains(command) && speaks(request)) {
            refusals--;
            return reply(request, GONE);
        }
        // Each node asks for all its indexes; they are there since the first one.
        if (command.equals("createIndexes")
                && !indexes.add(ByteBuffer.wrap(request, HEADER, request.length - HEADER))) {
            return reply(request, new Document("ok", 1.0));
        }
        database.write(request);
        byte[] reply = read(replies);
        writes += writing ? 1 : 0;
        return writing && dead() ? reply(request, GONE) : reply;
    }

    private boolean speaks(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return refused.stream().allMatch(text::contains);
    }

    private static byte[] read(DataInputStream source) throws IOException {
        byte[] length = source.readNBytes(4);
        if (length.length < 4) {
            throw new EOFException();
        }
        byte[] message = new byte[ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
        System.arraycopy(length, 0, message, 0, 4);
        source.readFully(message, 4, message.length - 4);
        return message;
    }

    /** The name of the first field of the document that a message begins with. */
    private static String command(byte[] message) {
        if (ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(12) != MESSAGE) {
            return "";
        }
        int start = HEADER + 4 + 1 + 4 + 1;
        int end = start;
        while (message[end] != 0) {
            end++;
        }
        return new String(message, start, end - start, StandardCharsets.UTF_8);
    }

    private static byte[] reply(byte[] request, Document content) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new DocumentCodec().encode(writer, content, EncoderContext.builder().build());
        }
        byte[] document = buffer.toByteArray();
        int length = HEADER + 4 + 1 + document.length;
        int id = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(length).putInt(0).putInt(id)
                .putInt(MESSAGE).putInt(0).put((byte) 0).put(document).array();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.close();
        real.close();
    }
}
