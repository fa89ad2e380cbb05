package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One document under random reads and writes from two nodes behaves like one variable. */
class RegisterTest {
    private static final int THREADS = 8;
    private static final int OPERATIONS = Integer.getInteger("nightdesk.proof.register", 2_000);

    @Test
    void aRandomHistoryOnTwoNodesIsLinearizable() throws InterruptedException, ExecutionException {
        ConcurrentLinkedQueue<RegisterHistory.Step> steps = new ConcurrentLinkedQueue<>();
        try (AccessNode node = AccessNode.start(); TestNode second = node.beside()) {
            TestClient first = node.workspace().client();
            String place = first.post("/v1/organizations", "{\"name\":\"0\"}").expect(201).header("Location");
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    TestClient client = i % 2 == 0 ? first : second.as(first.credential());
                    int number = i;
                    running.add(threads.submit(() -> play(client, place, number, steps)));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            }
        }
        List<RegisterHistory.Step> history = List.copyOf(steps);
        assertEquals(OPERATIONS / THREADS * THREADS, history.size());
        assertTrue(history.stream().filter(step -> step.kind() == RegisterHistory.Kind.WRITTEN).count()
                > OPERATIONS / 20, "hardly any write succeeded");
        assertEquals("", RegisterHistory.fault(history));
    }

    private static void play(TestClient client, String place, int number,
            ConcurrentLinkedQueue<RegisterHistory.Step> steps) {
        Random random = new Random(number);
        long known = 1;
        for (int i = 0; i < OPERATIONS / THREADS; i++) {
            long begun = System.nanoTime();
            boolean write = random.nextBoolean();
            String value = number + "." + i;
            TestAnswer answer = write
                    ? client.patch(place, "\"v" + known + "\"", "{\"name\":\"" + value + "\"}") : client.get(place);
            known = Long.parseLong(answer.etag().replaceAll("\\D", ""));
            RegisterHistory.Kind kind = !write ? RegisterHistory.Kind.READ
                    : answer.status() == 200 ? RegisterHistory.Kind.WRITTEN : RegisterHistory.Kind.REFUSED;
            steps.add(new RegisterHistory.Step(kind, known, kind == RegisterHistory.Kind.REFUSED ? null
                    : answer.text("name"), begun, System.nanoTime()));
        }
    }

    /** The checker finds what is wrong, or its silence would say nothing. */
    @Test
    void theCheckerSeesLostStaleAndInventedValues() {
        RegisterHistory.Step write = new RegisterHistory.Step(RegisterHistory.Kind.WRITTEN, 2, "a", 10, 20);
        assertEquals("", RegisterHistory.fault(List.of(write, read(2, "a", 15, 25), read(1, "0", 5, 12))));
        assertFalse(RegisterHistory.fault(List.of(write, read(1, "0", 30, 40))).isEmpty(), "a stale read");
        assertFalse(RegisterHistory.fault(List.of(write, read(2, "b", 15, 25))).isEmpty(), "an invented value");
        assertFalse(RegisterHistory.fault(List.of(write, read(2, "a", 1, 5))).isEmpty(), "a read ahead of its write");
        assertFalse(RegisterHistory.fault(List.of(write, new RegisterHistory.Step(RegisterHistory.Kind.WRITTEN, 2, "c",
                30, 40))).isEmpty(), "two writes of one version");
        assertFalse(RegisterHistory.fault(List.of(write, read(2, "a", 21, 22), new RegisterHistory.Step(
                RegisterHistory.Kind.REFUSED, 1, null, 30, 40))).isEmpty(), "a refusal that names an old version");
    }

    private static RegisterHistory.Step read(long version, String value, long begun, long ended) {
        return new RegisterHistory.Step(RegisterHistory.Kind.READ, version, value, begun, ended);
    }
}
