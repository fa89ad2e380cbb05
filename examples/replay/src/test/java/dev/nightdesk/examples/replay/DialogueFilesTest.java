package dev.nightdesk.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialogueFilesTest {

    private static final String HEADER = "conversationId\tturnNumber\tutteranceId\tutterance\tslot-labels\tintent\n";

    private static List<Dialogue> read(String rows) throws IOException {
        return DialogueFiles.read("airline", new StringReader(HEADER + rows));
    }

    @Test
    void aTextMayHaveTabsAndLineBreaksInQuotes() throws IOException {
        List<Dialogue> dialogues = read("""
                c1\t4.0\tu\t"lansing mi
                 to villa rica\tga"\tO O\tcontentonly
                c1\t6\tu\tit"s fine\tO\t
                """);

        assertEquals(List.of(new Dialogue("c1", "airline", List.of(
                new Dialogue.Turn(4, "lansing mi\n to villa rica\tga", "contentonly"),
                new Dialogue.Turn(6, "it\"s fine", "")))), dialogues);
    }

    @Test
    void blankTextsAreLeftOut() throws IOException {
        List<Dialogue> dialogues = read("c1\t0\tu\t\tO\toutofdomain\nc1\t2\tu\thi\tO\topeninggreeting\n");

        assertEquals(1, dialogues.get(0).turns().size());
    }

    @Test
    void theSampleHasTenDialoguesOfEachDomain() throws IOException {
        List<Dialogue> sample = DialogueFiles.sample();

        assertEquals(60, sample.stream().map(Dialogue::id).distinct().count());
        assertEquals(6, sample.stream().map(Dialogue::domain).distinct().count());
        assertTrue(sample.stream().flatMap(dialogue -> dialogue.turns().stream())
                .noneMatch(turn -> turn.text().isBlank()));
    }

    @Test
    void aFolderWithoutFilesIsRefused(@TempDir Path folder) {
        assertThrows(IOException.class, () -> DialogueFiles.under(folder));
    }

    @Test
    void theWholeSetIsRead() throws IOException {
        Path shared = Path.of(Optional.ofNullable(System.getenv("NIGHTDESK_SHARED")).orElse("../../../shared"));
        Path data = shared.resolve("data/multidogo/data/paper_splits/splits_annotated_at_turn_level");
        assumeTrue(Files.isDirectory(data), "the whole data set is not on this machine");
        List<Dialogue> dialogues = DialogueFiles.under(data);

        assertEquals(14_147, dialogues.stream().map(Dialogue::id).distinct().count());
        assertEquals(14_147, dialogues.size());
        assertEquals(116_597 - 77, dialogues.stream().mapToInt(dialogue -> dialogue.turns().size()).sum());
    }
}
