package dev.nightdesk.examples.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the MultiDoGO files: tab-separated, quoted where a text has tabs or line breaks, one customer turn a row, a
 * dialogue's rows in the order of its turns. Rows whose text is blank (77 in the whole set) are left out: a message
 * needs
 * one.
 */
public final class DialogueFiles {

    private static final List<String> DOMAINS =
            List.of("airline", "fastfood", "finance", "insurance", "media", "software");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder()
            .setDelimiter('\t').setHeader().setSkipHeaderRecord(true).get();

    private DialogueFiles() {
    }

    /** The sample that comes with this example: 60 dialogues. */
    public static List<Dialogue> sample() throws IOException {
        List<Dialogue> dialogues = new ArrayList<>();
        for (String domain : DOMAINS) {
            try (InputStream stream = DialogueFiles.class.getResourceAsStream("/sample/" + domain + ".tsv");
                    Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                dialogues.addAll(read(domain, reader));
            }
        }
        return dialogues;
    }

    /**
     * All dialogues below a folder that has one folder per domain.
     *
     * @throws IOException when a file cannot be read, or there is none
     */
    public static List<Dialogue> under(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(file -> file.toString().endsWith(".tsv")).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IOException("No .tsv files under " + folder);
        }
        List<Dialogue> dialogues = new ArrayList<>();
        for (Path file : files) {
            try (Reader reader = Files.newBufferedReader(file)) {
                dialogues.addAll(read(file.getParent().getFileName().toString(), reader));
            }
        }
        return dialogues;
    }

    static List<Dialogue> read(String domain, Reader reader) throws IOException {
        Map<String, List<Dialogue.Turn>> turns = new LinkedHashMap<>();
        for (CSVRecord row : FORMAT.parse(reader)) {
            if (!row.get("utterance").isBlank()) {
                turns.computeIfAbsent(row.get("conversationId"), id -> new ArrayList<>()).add(turn(row));
            }
        }
        return turns.entrySet().stream()
                .map(entry -> new Dialogue(entry.getKey(), domain, List.copyOf(entry.getValue())))
                .toList();
    }

    // Some files number their turns 0.0, 4.0, …
    private static Dialogue.Turn turn(CSVRecord row) {
        int number = (int) Double.parseDouble(row.get("turnNumber"));
        return new Dialogue.Turn(number, row.get("utterance"), row.get("intent"));
    }
}
