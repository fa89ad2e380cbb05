package dev.nightdesk.api.platform.mongo.embedded.wire;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.bson.BsonOutput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads requests one after another and answers each before the next. */
final class WireConnection {

    private static final int HEADER = 16;
    private static final int LARGEST_MESSAGE = 48_000_000;

    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;

    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 2;
    private static final int EXHAUST_ALLOWED = 1 << 16;
    private static final int CHECKSUM_LENGTH = 4;

    private final InputStream in;
    private final OutputStream out;
    private final CommandHandler handler;
    /** For one reply after the other. */
    private final BsonOutput reply = new BsonOutput(512);
    private final BsonWriter writer = new BsonWriter(reply);
    private int replies;

    WireConnection(InputStream in, OutputStream out, CommandHandler handler) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.handler = handler;
    }

    void run() throws IOException {
        byte[] header = new byte[HEADER];
        while (in.readNBytes(header, 0, HEADER) == HEADER) {
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            int length = fields.getInt();
            int request = fields.getInt();
            int operation = fields.getInt(12);
            if (length < HEADER || length > LARGEST_MESSAGE) {
                throw new IOException("A message of " + length + " bytes");
            }
            byte[] body = in.readNBytes(length - HEADER);
            if (body.length < length - HEADER) {
                throw new EOFException("A message was cut short");
            }
            switch (operation) {
                case OP_MSG -> answerMessage(request, body);
                case OP_QUERY -> answerQuery(request, body);
                default -> throw new IOException("Operation " + operation + " is not supported");
            }
        }
    }

    private void answerMessage(int request, byte[] body) throws IOException {
        BsonReader reader = new BsonReader(body);
        int flags = reader.int32();
        if ((flags & ~(CHECKSUM_PRESENT | MORE_TO_COME | EXHAUST_ALLOWED)) != 0) {
            throw new IOException("Message flags " + flags + " are not supported");
        }
        int end = body.length - ((flags & CHECKSUM_PRESENT) != 0 ? CHECKSUM_LENGTH : 0);
        Document command = readSections(reader, end);
        Document answer = handler.handle((String) command.get("$db"), command);
        if ((flags & MORE_TO_COME) == 0) {
            begin(request, OP_MSG);
            reply.int32(0);
            reply.octet(0);
            writer.append(answer);
            send();
        }
    }

    private static Document readSections(BsonReader reader, int end) throws IOException {
        Document command = new Document();
        Document sequences = new Document();
        while (reader.position() < end) {
            int kind = reader.octet();
            if (kind == 0) {
                command.putAll(reader.document());
            } else if (kind == 1) {
                int sectionEnd = reader.position() + reader.int32();
                String name = reader.cString();
                List<Object> documents = new ArrayList<>();
                while (reader.position() < sectionEnd) {
                    documents.add(reader.document());
                }
                sequences.put(name, documents);
            } else {
                throw new IOException("Section kind " + kind + " is not supported");
            }
        }
        command.putAll(sequences);
        return command;
    }

    /** Drivers still greet with this older operation before they know what the server speaks. */
    private void answerQuery(int request, byte[] body) throws IOException {
        BsonReader reader = new BsonReader(body);
        reader.int32();
        String namespace = reader.cString();
        if (!namespace.endsWith(".$cmd")) {
            throw new IOException("Queries of the old protocol are not supported");
        }
        reader.int32();
        reader.int32();
        Document answer = handler.handle(namespace.substring(0, namespace.indexOf('.')), reader.document());
        begin(request, OP_REPLY);
        reply.int32(0);
        reply.int64(0);
        reply.int32(0);
        reply.int32(1);
        writer.append(answer);
        send();
    }

    private void begin(int request, int operation) {
        reply.clear();
        reply.int32(0);
        reply.int32(++replies);
        reply.int32(request);
        reply.int32(operation);
    }

    private void send() throws IOException {
        reply.setInt32(0, reply.size());
        reply.sendTo(out);
    }
}
