package dev.ricci.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in PTX belongs to the sources beside it; no CUDA toolkit is needed to see it. */
class PtxTest {
    private static final Path CUDA = Path.of("src/main/cuda");
    private static final Path PTX = Path.of("src/main/resources/dev/ricci/kernels");
    private static final Pattern DECLARED = Pattern.compile("^KERNEL(?:_BOUNDS\\([^,]+,|\\()\\s*(\\w+)", Pattern.MULTILINE);
    private static final Pattern ENTRY = Pattern.compile("^\\.visible \\.entry (\\w+)\\(", Pattern.MULTILINE);

    @Test
    void everySourceHasItsPtxAndNoPtxIsLeftOver() throws IOException {
        List<String> sources = Sources.kernels(CUDA).stream().map(Sources::name).toList();
        List<String> made = Sources.withEnding(PTX, ".ptx").stream().map(Sources::name).toList();
        assertFalse(sources.isEmpty());
        assertEquals(sources, made, "./ricci mvn -Pptx -pl cuda-kernels package remakes the PTX");
    }

    @Test
    void noPtxIsOlderThanItsSources() throws IOException {
        for (Path source : Sources.kernels(CUDA)) {
            String first = Kernels.ptx(Sources.name(source)).lines().findFirst().orElseThrow();
            assertEquals(
                    Sources.HASH_LINE + Sources.hash(source),
                    first,
                    source + " changed after its PTX was made; ./ricci mvn -Pptx -pl cuda-kernels package remakes it");
        }
    }

    @Test
    void everyPtxLoadsOnTheOldestDriverWeSupportAndHoldsTheEntriesOfItsSource() throws IOException {
        for (Path source : Sources.kernels(CUDA)) {
            String ptx = Kernels.ptx(Sources.name(source));
            assertTrue(ptx.contains("\n.version 6.3\n.target sm_75\n.address_size 64\n"), source + ": version and target");
            List<String> entries = names(ENTRY, ptx);
            assertFalse(entries.isEmpty(), source + " declares no kernel");
            // Others are declared by macros of the file's own, one for each type.
            names(DECLARED, Files.readString(source)).forEach(name -> assertTrue(entries.contains(name), source + ": no entry " + name));
            entries.forEach(name -> assertTrue(name.startsWith(Sources.name(source)), name + " begins as its file is called"));
        }
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(m -> m.group(1)).toList();
    }

    @Test
    void everySourceBeginsWithAComment() throws IOException {
        for (Path source : Sources.kernels(CUDA)) {
            assertTrue(Files.readString(source).startsWith("// "), source + ": equation, mapping of threads to data, why");
        }
    }

    @Test
    void theHashSeesTheFileItsIncludesAndNotTheLineEnds(@TempDir Path folder) throws IOException {
        Path kernel = Files.writeString(folder.resolve("k.cu"), "#include \"a.cuh\"\nint k;\n");
        Path header = Files.writeString(folder.resolve("a.cuh"), "#include \"a.cuh\"\nint a;\n");
        String before = Sources.hash(kernel);
        Files.writeString(kernel, "#include \"a.cuh\"\r\nint k;\r\n");
        assertEquals(before, Sources.hash(kernel));
        Files.writeString(header, "#include \"a.cuh\"\nint b;\n");
        String after = Sources.hash(kernel);
        assertNotEquals(before, after);
        Files.writeString(kernel, "#include \"a.cuh\"\nint kk;\n");
        assertNotEquals(after, Sources.hash(kernel));
    }

    @Test
    void anUnknownNameIsTheCallersMistake() {
        var error = assertThrows(IllegalArgumentException.class, () -> Kernels.ptx("noSuchKernel"));
        assertTrue(error.getMessage().startsWith("ptx: no kernel file 'noSuchKernel'"));
    }
}
