package dev.nightdesk.api.platform.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Where an answer without end is written: its caller has a time to take what was said, but silence has none. */
final class UnhurriedOutput extends FilterOutputStream {
    private final ServerRequest request;
    private final ConnectionDeadlines deadlines;

    UnhurriedOutput(OutputStream output, ServerRequest request, ConnectionDeadlines deadlines) {
        super(output);
        this.request = request;
        this.deadlines = deadlines;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        deadlines.renew(request);
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        deadlines.lift(request);
    }
}
