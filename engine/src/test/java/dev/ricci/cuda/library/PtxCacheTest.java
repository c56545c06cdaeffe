package dev.ricci.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtxCacheTest {
    @TempDir private Path folder;
    private int made;

    private String get(PtxCache cache, String source) {
        return cache.get(source, () -> {
            made++;
            return "ptx of " + source + "\nend\n";
        });
    }

    private List<Path> files(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.toList();
        }
    }

    @Test
    void aSourceIsCompiledOnceAlsoForTheNextProgram() throws IOException {
        assertEquals("ptx of a\nend\n", get(new PtxCache(folder), "a"));
        assertEquals("ptx of a\nend\n", get(new PtxCache(folder), "a"));
        assertEquals("ptx of b\nend\n", get(new PtxCache(folder), "b"));
        assertEquals(2, made);
        assertEquals(2, files(folder).size(), "nothing half-written is left");
    }

    @Test
    void aFileCutShortIsMadeAgain() throws IOException {
        PtxCache cache = new PtxCache(folder);
        get(cache, "a");
        Path file = files(folder).getFirst();
        String whole = Files.readString(file);
        for (String broken : new String[] {whole.substring(0, whole.length() - 3), "", "no hash\n", whole + "more"}) {
            Files.writeString(file, broken);
            assertEquals("ptx of a\nend\n", get(cache, "a"));
            assertEquals(whole, Files.readString(file));
        }
        assertEquals(5, made);
    }

    @Test
    void whereNothingCanBeKeptAllIsCompiled() throws IOException {
        PtxCache cache = new PtxCache(Files.writeString(folder.resolve("file"), "in the way").resolve("nvrtc"));
        get(cache, "a");
        get(cache, "a");
        assertEquals(2, made);
    }
}
