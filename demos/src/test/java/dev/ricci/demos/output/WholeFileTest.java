package dev.ricci.demos.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, "one");
        WholeFile.write(file, "two");
        assertEquals("two", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void aFailureLeavesTheOldFileAndNoDraft() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, "one");
        assertThrows(IOException.class, () -> WholeFile.write(file, draft -> {
            Files.writeString(draft, "half");
            throw new IOException("the disk is full");
        }));
        assertEquals("one", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void saysWhyAFileCannotBeWritten() throws IOException {
        assertEquals("", WholeFile.refusal(folder.resolve("new.txt")));
        assertEquals(List.of(), names());
        assertEquals("is a folder; name a file inside it", WholeFile.refusal(folder));
        assertTrue(WholeFile.refusal(folder.resolve("no/such/file")).contains("there is no folder " + folder.resolve("no/such")));
    }
}
