package dev.nightdesk.api.stream;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One open stream. It reads the log by itself until it has caught up; from then on the tail of its workspace hands it
 * what is new, into a queue that is bounded: a reader that does not keep up is cut off and resumes by the last id.
 */
final class EventStream implements Answer.Live {
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** Only a failed write tells that a reader has gone, and who is there wants to be known. */
    private static final Duration HEARTBEAT_AMONG_PEOPLE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 1_000;
    private static final long MOST_BYTES_WAITING = 4L * 1_024 * 1_024;
    private static final int EVENTS_AT_ONCE = 200;
    private static final int FRAMES_AT_ONCE = 64;

    private final Reader reader;
    private final Credential credential;
    private final StreamRoom room;
    private final Frame begin;
    private final LinkedBlockingQueue<Frame> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytesWaiting = new AtomicLong();
    private long position;
    private volatile Thread thread;
    private volatile long writingSince;
    private volatile boolean cut;
    private volatile Frame farewell;

    EventStream(Reader reader, Credential credential, StreamRoom.Place place, StreamRoom room) {
        this.reader = reader;
        this.credential = credential;
        this.begin = Frame.begin(place.eventId(), RETRY);
        this.position = place.sequence();
        this.room = room;
    }

    Reader reader() {
        return reader;
    }

    Credential credential() {
        return credential;
    }

    @Override
    public void write(OutputStream output) throws IOException {
        thread = Thread.currentThread();
        room.open(this);
        try {
            send(output, begin);
            output.flush();
            do {
                catchUp(output);
            } while (going() && !room.tails().attach(this, position));
            if (reader.signals()) {
                room.signals().join(this);
            }
            follow(output);
        } finally {
            room.closed(this);
            thread = null;
            // The connection's thread goes on; an interruption was meant for this stream.
            Thread.interrupted();
        }
        if (cut) {
            throw new IOException("the reader does not keep up");
        }
    }

    /** What the log holds after the position; ends where the log ended when it was looked at. */
    private void catchUp(OutputStream output) throws IOException {
        EventLog log = room.log();
        String workspaceId = reader.workspaceId();
        long end = log.end(workspaceId);
        while (going() && position < end) {
            List<Event> events = reader.conversationId().isPresent()
                    ? log.ofConversation(workspaceId, reader.conversationId().get(), position, end, EVENTS_AT_ONCE)
                    : log.after(workspaceId, position, EVENTS_AT_ONCE);
            for (Event event : events) {
                Optional<Frame> frame = reader.see(room.sent(event));
                if (frame.isPresent()) {
                    send(output, frame.get());
                }
                position = event.sequence();
            }
            output.flush();
            position = events.size() < EVENTS_AT_ONCE ? Math.max(position, end) : position;
        }
    }

    private void follow(OutputStream output) throws IOException {
        Duration heartbeat = reader.signals() ? HEARTBEAT_AMONG_PEOPLE : HEARTBEAT;
        while (going()) {
            try {
                Frame frame = waiting.poll(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
                int sent = 0;
                while (frame != null && sent < FRAMES_AT_ONCE) {
                    bytesWaiting.addAndGet(-frame.bytes().length);
                    send(output, frame);
                    sent++;
                    frame = sent < FRAMES_AT_ONCE ? waiting.poll() : null;
                }
                if (sent == 0 && going()) {
                    send(output, Frame.HEARTBEAT);
                }
                flush(output);
            } catch (InterruptedException e) {
                cut |= farewell == null;
            }
        }
        Frame last = farewell;
        if (last != null && !cut) {
            send(output, last);
            flush(output);
        }
    }

    private void send(OutputStream output, Frame frame) throws IOException {
        writingSince = System.nanoTime();
        output.write(frame.bytes());
        writingSince = 0;
    }

    private void flush(OutputStream output) throws IOException {
        writingSince = System.nanoTime();
        output.flush();
        writingSince = 0;
    }

    private boolean going() {
        return !cut && farewell == null;
    }

    /** From the tail, in the order of the log. */
    void offer(SentEvent sent) {
        if (sent.event().sequence() > position) {
            reader.see(sent).ifPresent(this::offer);
        }
    }

    /** Anything; a reader that has let too much pile up is cut off. */
    void offer(Frame frame) {
        boolean fits = bytesWaiting.addAndGet(frame.bytes().length) <= MOST_BYTES_WAITING;
        if (!fits || !waiting.offer(frame)) {
            cut();
        }
    }

    /** Whether a single write has lasted so long. */
    boolean stuckFor(Duration duration) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > duration.toNanos();
    }

    /** Ends it at once; an interrupted write of a virtual thread closes the socket. */
    void cut() {
        cut = true;
        Thread writer = thread;
        if (writer != null) {
            writer.interrupt();
        }
    }

    /** Ends it in good order, asking the reader to come back after the pause. */
    void end(Duration pause) {
        farewell = Frame.retry(pause);
        waiting.offer(Frame.HEARTBEAT);
    }
}
