package dev.nightdesk.api.attachment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.support.StoreRoom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageFilesTest {
    private static final Attachment.Use USE = new Attachment.Use("cnv_1", "msg_1");
    private static final int CHUNKS = 3;

    private final Ids ids = Ids.secure();
    private final Set<Attachment.Use> written = new HashSet<>();
    private StoreRoom room;
    private MongoContentStore chunks;
    private AttachmentStore store;
    private Contents contents;
    private MessageFiles files;
    private AttachmentReview review;
    private ContentSweep sweep;

    @BeforeEach
    void open() {
        room = StoreRoom.open();
        chunks = new MongoContentStore(room.room());
        store = new MongoAttachmentStore(room.room());
        contents = new Contents(chunks, ids, room.clock());
        files = new MessageFiles(store, contents, room.clock());
        review = new AttachmentReview(store, files, new WrittenMessages());
        sweep = new ContentSweep(chunks, store);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void aMessageClaimsItsFilesInOrderAndMayRepeatIt() {
        String first = uploaded("key_1");
        String second = uploaded("key_1");
        List<Attachment> claimed = files.claim(call("key_1"), List.of(second, first), "cnv_1", "msg_1");
        assertEquals(List.of(second, first), claimed.stream().map(Attachment::id).toList());
        assertEquals(claimed, files.claim(call("key_1"), List.of(second, first), "cnv_1", "msg_1"));
        assertEquals(USE, find(first).use());
        assertEquals(2, find(first).version());
    }

    @Test
    void aFileBelongsToOneMessage() {
        String free = uploaded("key_1");
        String taken = uploaded("key_1");
        files.claim(call("key_1"), List.of(taken), "cnv_1", "msg_1");
        Problem problem = assertThrows(Problem.class,
                () -> files.claim(call("key_1"), List.of(free, taken), "cnv_1", "msg_2"));
        assertEquals("attachment_in_use", problem.code().wireName());
        assertEquals("#/attachments/1", problem.errors().getFirst().pointer());
        assertNull(find(free).use());
    }

    @Test
    void whatTheCallerDidNotUploadIsUnknown() {
        String mine = uploaded("key_1");
        String other = uploaded("key_2");
        Problem problem = assertThrows(Problem.class, () -> files.claim(call("key_1"),
                List.of(mine, other, "att_nothing"), "#/message/attachments", USE));
        assertEquals("unknown_reference", problem.code().wireName());
        assertEquals(List.of("#/message/attachments/1", "#/message/attachments/2"),
                problem.errors().stream().map(error -> error.pointer()).toList());
    }

    @Test
    void ofManyMessagesAtOnceOneGetsTheFile() throws Exception {
        String id = uploaded("key_1");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> outcomes = IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> {
                try {
                    files.claim(call("key_1"), List.of(id), "cnv_1", "msg_" + i);
                    return true;
                } catch (Problem refused) {
                    return false;
                }
            })).toList();
            int winners = 0;
            for (Future<Boolean> outcome : outcomes) {
                winners += outcome.get() ? 1 : 0;
            }
            assertEquals(1, winners);
        }
    }

    @Test
    void whatAMessageLetsGoAnotherMayUse() {
        String id = uploaded("key_1");
        files.claim(call("key_1"), List.of(id), "cnv_1", "msg_1");
        files.release(call("key_1"), List.of(id), "msg_2");
        assertNotNull(find(id).use());
        files.release(call("key_1"), List.of(id), "msg_1");
        files.claim(call("key_1"), List.of(id), "cnv_1", "msg_2");
    }

    @Test
    void anErasedFileLeavesNothing() {
        String id = uploaded("key_1");
        files.claim(call("key_1"), List.of(id), "cnv_1", "msg_1");
        files.erase("wsp_1", List.of(id), "msg_2");
        assertEquals(CHUNKS, room.count("attachment_chunks"));
        files.erase("wsp_1", List.of(id), "msg_1");
        files.erase("wsp_1", List.of(id), "msg_1");
        assertTrue(store.find("wsp_1", id).isEmpty());
        assertEquals(0, room.count("attachment_chunks"));
    }

    @Test
    void aFileThatNoMessageUsesForADayIsErased() {
        String id = uploaded("key_1");
        later(Duration.ofHours(23));
        assertTrue(store.find("wsp_1", id).isPresent());
        later(Duration.ofHours(2));
        assertTrue(store.find("wsp_1", id).isEmpty());
        assertEquals(0, room.count("attachment_chunks"));
    }

    @Test
    void aFileOfAMessageStaysAndIsNotLookedAtAgain() {
        String id = uploaded("key_1");
        files.claim(call("key_1"), List.of(id), "cnv_1", "msg_1");
        written.add(USE);
        later(Duration.ofHours(2));
        assertNull(find(id).reviewAt());
        later(Duration.ofDays(400));
        assertEquals(USE, find(id).use());
        assertEquals(CHUNKS, room.count("attachment_chunks"));
    }

    @Test
    void aFileWhoseMessageNeverCameWaitsAgain() {
        String id = uploaded("key_1");
        files.claim(call("key_1"), List.of(id), "cnv_1", "msg_1");
        later(Duration.ofHours(2));
        assertNull(find(id).use());
        later(Duration.ofHours(25));
        assertTrue(store.find("wsp_1", id).isEmpty());
    }

    @Test
    void chunksOfAnUploadThatBrokeOffAreSweptAway() {
        assertThrows(IllegalStateException.class, () -> contents.receive("wsp_1", new BrokenStream()));
        assertEquals(2, room.count("attachment_chunks"));
        assertEquals(0, sweep.runOnce(room.clock().instant()));
        later(Duration.ofHours(2));
        assertEquals(0, room.count("attachment_chunks"));
    }

    @Test
    void aContentWhoseMarkWasForgottenStays() throws IOException {
        byte[] bytes = new byte[10];
        Content content = contents.receive("wsp_1", new ByteArrayInputStream(bytes));
        String id = inserted("key_1", content);
        later(Duration.ofHours(2));
        assertArrayEquals(bytes, contents.open("wsp_1", find(id).content()).readAllBytes());
        assertEquals(List.of(), chunks.marked(room.clock().instant(), 10));
    }

    private void later(Duration duration) {
        room.clock().advance(duration);
        review.runOnce(room.clock().instant());
        sweep.runOnce(room.clock().instant());
    }

    private Attachment find(String id) {
        return store.find("wsp_1", id).map(Loaded::value).orElseThrow();
    }

    private String uploaded(String keyId) {
        int size = (CHUNKS - 1) * Contents.CHUNK + 1;
        Content content = contents.receive("wsp_1", new ByteArrayInputStream(new byte[size]));
        String id = inserted(keyId, content);
        contents.keep("wsp_1", content.id());
        return id;
    }

    private String inserted(String keyId, Content content) {
        String id = ids.next(ResourceType.ATTACHMENT, room.clock().instant());
        store.insert(Attachment.upload(id, "wsp_1", new FileName("a", "a/b"), content,
                new Uploader(CallerKind.API_KEY, keyId), room.clock().instant(), room.clock().instant()),
                OutboxEntry.nothing(1));
        return id;
    }

    private Call call(String keyId) {
        Principal principal = new Principal(CallerKind.API_KEY, keyId, "wsp_1", Set.of(Scope.ADMIN), null);
        return new Call(Operation.CREATE_MESSAGE, principal, Map.of(), Query.parse(""), name -> List.of(), Map.of(),
                null, Optional.empty(), "req_1", "127.0.0.1", Timestamps.truncate(room.clock().instant()));
    }

    private final class WrittenMessages implements Messages {
        @Override
        public boolean exists(String workspaceId, Attachment.Use use) {
            return written.contains(use);
        }

        @Override
        public boolean visible(Principal principal, Attachment.Use use) {
            return written.contains(use);
        }
    }

    /** Two chunks, then the end of the process. */
    private static final class BrokenStream extends InputStream {
        private int left = 2 * Contents.CHUNK;

        @Override
        public int read() {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                throw new IllegalStateException("the node dies");
            }
            int count = Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
