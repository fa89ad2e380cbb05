package dev.nightdesk.api.webhook;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads heads of answers with HttpCore's parser, which by itself takes the end of the stream for the end of the head
 * and limits lines and their number but not their sum.
 */
final class AnswerHeads extends DefaultHttpResponseParserFactory {

    private static final int MOST_CHARACTERS = 32 * 1024;

    AnswerHeads(Http1Config limits) {
        super(limits);
    }

    @Override
    public HttpMessageParser<ClassicHttpResponse> create() {
        HttpMessageParser<ClassicHttpResponse> parser = super.create();
        return (buffer, in) -> parser.parse(new WholeLines(buffer), in);
    }

    private static final class WholeLines implements SessionInputBuffer {

        private final SessionInputBuffer buffer;
        private int characters;

        WholeLines(SessionInputBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
            int read = buffer.readLine(line, in);
            if (read < 0) {
                throw new ConnectionClosedException("the head ended early");
            }
            characters += read;
            if (characters > MOST_CHARACTERS) {
                throw new MessageConstraintException("the head is larger than " + MOST_CHARACTERS + " characters");
            }
            return read;
        }

        @Override
        public int length() {
            return buffer.length();
        }

        @Override
        public int capacity() {
            return buffer.capacity();
        }

        @Override
        public int available() {
            return buffer.available();
        }

        @Override
        public int read(byte[] target, int offset, int length, InputStream in) throws IOException {
            return buffer.read(target, offset, length, in);
        }

        @Override
        public int read(byte[] target, InputStream in) throws IOException {
            return buffer.read(target, in);
        }

        @Override
        public int read(InputStream in) throws IOException {
            return buffer.read(in);
        }

        @Override
        public HttpTransportMetrics getMetrics() {
            return buffer.getMetrics();
        }
    }
}
