package dev.ricci.bundle.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of tests that a bundle leaves out is about classes that exist, and misses none that reads the sources. */
class TestListTest {
    private static final List<String> MODULES = List.of("cuda-kernels", "engine", "demos", "benchmarks");

    /** What a test that reads the sources has in its constants: the name of the class that finds them, or their folder. */
    private static final List<String> SIGNS = List.of("dev/ricci/Repository", "src/main/", "src/test/", "javax/imageio/");

    /** Every test class of the modules, with its bytes as characters. */
    private static Map<String, String> classes() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String module : MODULES) {
            Path folder = Path.of("..", module, "target", "test-classes");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path p : files.filter(f -> f.toString().endsWith("Test.class")).toList()) {
                    String name = folder.relativize(p).toString().replace(".class", "").replace('/', '.');
                    all.put(name, Files.readString(p, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all;
    }

    @Test
    void everyClassInTheListExists() throws IOException {
        Map<String, String> classes = classes();
        assertTrue(classes.size() > 50, () -> "only " + classes.keySet());
        TestList.read().entries().keySet().forEach(name -> assertTrue(classes.containsKey(name), name + " is in tests.txt but is gone"));
    }

    @Test
    void everyTestThatReadsTheSourcesIsInTheList() throws IOException {
        TestList list = TestList.read();
        classes().forEach((name, content) -> assertTrue(
                SIGNS.stream().noneMatch(content::contains) || list.leftOut(name, false).isPresent(),
                name + " seems to read the sources or pictures, which a bundle cannot; name it in tests.txt"));
    }

    @Test
    void slowOnesAreLeftOutByQuickRunsOnly() {
        TestList list = TestList.parse("# about\n\nnever a.ATest reads sources\nslow  a.BTest takes long\n");
        assertEquals(Optional.of("reads sources"), list.leftOut("a.ATest", false));
        assertEquals(Optional.empty(), list.leftOut("a.BTest", false));
        assertEquals(Optional.of("takes long"), list.leftOut("a.BTest", true));
        assertEquals(Optional.empty(), list.leftOut("a.CTest", true));
    }

    @Test
    void classesOfTheDeviceComeFirst(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("a.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("a/ATest.class", "a/ATest$In.class", "a/Help.class", "a/cuda/BTest.class", "b/CudaZTest.class", "c/x")) {
                out.putNextEntry(new ZipEntry(name));
            }
        }
        assertEquals(List.of("a.cuda.BTest", "b.CudaZTest", "a.ATest"), TestList.classes(jar, ""));
        assertEquals(List.of("b.CudaZTest"), TestList.classes(jar, "cudaz"));
    }

    @Test
    void aLineWithoutReasonIsRefused() {
        String said = assertThrows(IllegalArgumentException.class, () -> TestList.parse("never a.ATest")).getMessage();
        assertEquals("tests.txt: a word (never or slow), a class and a reason wanted; got 'never a.ATest'", said);
    }
}
