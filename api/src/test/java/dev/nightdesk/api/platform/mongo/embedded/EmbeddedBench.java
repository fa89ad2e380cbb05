package dev.nightdesk.api.platform.mongo.embedded;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * Figures at a million conversations, ours and the stock server's, each in a process of its own. Arguments: how many
 * conversations, and the data folder; a third one, {@code embedded} or {@code stock}, is what the child processes get.
 */
final class EmbeddedBench {

    private static final int WRITERS = 32;
    private static final int WINDOW = 20_000;
    private static final int BATCH = 500;
    /** As the product declares them for conversations. */
    private static final List<String> INDEXES = List.of("-created_at,-_id", "-updated_at,-_id", "-priority,-_id",
            "status,-created_at,-_id", "channel,-created_at,-_id", "assignee_id,-created_at,-_id",
            "customer_id,-created_at,-_id", "tags,-created_at,-_id", "next_deadline,_id");

    private final MongoCollection<Document> conversations;
    private final int total;

    private EmbeddedBench(MongoClient client, String collection, int total) {
        conversations = client.getDatabase("bench").getCollection(collection);
        this.total = total;
    }

    /** Runs both servers, or measures one. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int total = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        String which = arguments.length > 2 ? arguments[2] : "both";
        switch (which) {
            case "embedded" -> embedded(folder, total);
            case "stock" -> stock(total);
            default -> {
                oneFsyncPerWrite(folder);
                child("-Xmx512m", arguments[0], arguments[1], "embedded");
                child("-Xmx7g", arguments[0], arguments[1], "stock");
            }
        }
    }

    private static void child(String heap, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap,
                "-cp", System.getProperty("java.class.path"), EmbeddedBench.class.getName()));
        command.addAll(List.of(arguments));
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(new File("bench-errors.log")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).start().waitFor();
    }

    private static void oneFsyncPerWrite(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Path file = folder.resolveSibling("fsync-probe");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long started = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                channel.write(ByteBuffer.allocate(2_500), i * 2_500L);
                channel.force(false);
            }
            print("disk", "one fsync per write", 1_000 / seconds(started), "writes/s");
        }
        Files.delete(file);
    }

    private static void embedded(Path folder, int total) throws InterruptedException {
        try (EmbeddedMongo server = EmbeddedMongo.open(folder, 0);
                MongoClient client = MongoClients.create(server.connectionString())) {
            measure(client, "embedded", total);
            print("embedded", "heap in use after gc", heapMegabytes(), "MiB");
        }
        long bytes = 0;
        for (File file : folder.toFile().listFiles()) {
            bytes += file.length();
        }
        print("embedded", "files / BSON", (double) bytes / ((long) total * bsonSize()), "x");
        long started = System.nanoTime();
        EmbeddedMongo.open(folder, 0).close();
        print("embedded", "clean restart", seconds(started) * 1_000, "ms");
    }

    private static void stock(int total) throws InterruptedException {
        MongoServer server = new MongoServer(new MemoryBackend());
        try (MongoClient client = MongoClients.create(server.bindAndGetConnectionString())) {
            measure(client, "stock", total);
            print("stock", "heap in use after gc", heapMegabytes(), "MiB");
        } finally {
            server.shutdownNow();
        }
    }

    /** The compiler's work is not the database's: a collection of its own is filled first, and dropped. */
    private static void measure(MongoClient client, String name, int total) throws InterruptedException {
        EmbeddedBench warmUp = new EmbeddedBench(client, "warm_up", 0);
        warmUp.createIndexes();
        warmUp.insert(0, 2 * WINDOW);
        warmUp.conversations.drop();
        EmbeddedBench bench = new EmbeddedBench(client, "conversations", total);
        bench.createIndexes();
        bench.run(name);
    }

    private void createIndexes() {
        for (String fields : INDEXES) {
            Document key = new Document("w", 1);
            for (String field : fields.split(",", -1)) {
                key.append(field.replace("-", ""), field.startsWith("-") ? -1 : 1);
            }
            conversations.createIndex(key);
        }
        conversations.createIndex(new Document("lane", 1).append("wake_at", 1));
    }

    private void run(String name) throws InterruptedException {
        int done = 0;
        for (int window : new int[] {WINDOW / 2, total / 10, total / 2, total - WINDOW}) {
            fill(done, window);
            Duration cpu = cpu();
            long started = System.nanoTime();
            insert(window, window + WINDOW);
            done = window + WINDOW;
            print(name, WRITERS + " writers, from " + window, WINDOW / seconds(started), "inserts/s");
            print(name, "  both ends, from " + window, cpu().minus(cpu).toNanos() / 1e6 / WINDOW, "ms CPU/insert");
        }
        int many = name.equals("stock") ? 5 : 2_000;
        time(name, "equality on (w, customer_id)", many, i -> conversations.find(
                new Document("w", "wsp_3").append("customer_id", "cus_" + i)).first());
        time(name, "sorted page of 50", Math.min(many, 300), i -> conversations.find(
                new Document("w", "wsp_" + i % 20).append("status", "open"))
                .sort(new Document("created_at", -1).append("_id", -1)).limit(50).into(new ArrayList<>()));
        time(name, "by id", 2_000, i -> conversations.find(new Document("_id", id(i * 7))).first());
        time(name, "update of 3 fields", name.equals("stock") ? 200 : 2_000, i -> conversations.updateOne(
                new Document("_id", id(i * 7)), new Document("$set", new Document("status", "closed")
                        .append("v", i).append("updated_at", Instant.ofEpochSecond(1_800_000_000L + i)))));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Gets to the next window in batches, which is not measured. */
    private void fill(int from, int to) {
        for (int number = from; number < to; number += BATCH) {
            conversations.insertMany(IntStream.range(number, Math.min(to, number + BATCH))
                    .mapToObj(EmbeddedBench::conversation).toList());
        }
    }

    private void insert(int from, int to) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> {
                for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                    conversations.insertOne(conversation(number));
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private interface Action {
        Object run(int i);
    }

    private static void time(String name, String what, int times, Action action) {
        for (int i = 0; i < times / 5; i++) {
            action.run(i);
        }
        long started = System.nanoTime();
        for (int i = 0; i < times; i++) {
            action.run(i);
        }
        print(name, what, seconds(started) * 1_000 / times, "ms");
    }

    private static void print(String name, String what, double figure, String unit) {
        System.out.printf("%-9s %-32s %12.3f %s%n", name, what, figure, unit);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static double heapMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
    }

    private static int bsonSize() {
        DocumentCodec codec = new DocumentCodec(MongoClientSettings.getDefaultCodecRegistry());
        return new RawBsonDocument(conversation(1), codec).getByteBuffer().remaining();
    }

    /** Ids that begin with their time, as the product's do. */
    private static String id(int number) {
        return new Ids(new Random(number)).next(ResourceType.CONVERSATION, at(number));
    }

    private static Instant at(int number) {
        return Instant.ofEpochSecond(1_700_000_000L + number);
    }

    private static Document conversation(int number) {
        Random random = new Random(number);
        Instant at = at(number);
        StringBuilder text = new StringBuilder();
        while (text.length() < 900) {
            text.append(Integer.toString(random.nextInt(1_000_000), 36)).append(' ');
        }
        return new Document("_id", id(number)).append("w", "wsp_" + random.nextInt(20)).append("v", 1)
                .append("status", List.of("open", "pending", "resolved", "closed").get(random.nextInt(4)))
                .append("created_at", at).append("updated_at", at).append("subject", text.substring(0, 60))
                .append("customer_id", "cus_" + random.nextInt(10_000)).append("assignee_id", "agt_" + random.nextInt(50))
                .append("priority", random.nextInt(4))
                .append("channel", random.nextBoolean() ? "email" : "chat")
                .append("tags", List.of("t" + random.nextInt(20), "u" + random.nextInt(20)))
                .append("lane", random.nextInt(16)).append("wake_at", at.plusSeconds(random.nextInt(600_000)))
                .append("next_deadline", at.plusSeconds(random.nextInt(36_000)))
                .append("outbox", List.of(new Document("id", "evt_" + number).append("type", "created")))
                .append("last_message", text.toString());
    }
}
