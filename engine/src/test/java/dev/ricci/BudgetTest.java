package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sources of every module keep the budget, and every check finds a breach that is planted. */
class BudgetTest {
    private static final List<SourceFile> FILES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        Path root = Repository.root();
        for (SourceFile file : SourceFile.read(Repository.sources())) {
            FILES.add(new SourceFile(root.relativize(file.path()), file.text(), file.imports(), file.types(), file.bodies()));
        }
    }

    @Test
    void allModulesWereRead() {
        for (String module : List.of("engine", "cuda-kernels", "demos", "benchmarks", "bundle")) {
            assertTrue(FILES.stream().anyMatch(f -> f.path().startsWith(module)), module);
        }
    }

    @Test
    void noFileIsTooLong() {
        assertNone(Budget.longFiles(FILES));
    }

    @Test
    void noKernelFileIsTooLong() throws IOException {
        List<String> breaches = new ArrayList<>();
        for (Path file : Repository.kernels()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > Budget.FILE_LINES) {
                breaches.add(file + " has " + lines.size() + " lines, more than " + Budget.FILE_LINES);
            }
            lines.stream().filter(l -> l.length() > Budget.LINE_CHARACTERS).forEach(l -> breaches.add(file + " has a long line: " + l));
        }
        assertNone(breaches);
    }

    @Test
    void theMedianFileIsShort() {
        int median = Budget.medianLines(FILES);
        assertTrue(median <= Budget.MEDIAN_LINES, "the median file has " + median + " lines, more than " + Budget.MEDIAN_LINES);
    }

    @Test
    void noMethodIsTooLong() {
        assertNone(Budget.longMethods(FILES));
    }

    @Test
    void noLineIsTooLong() {
        assertNone(Budget.longLines(FILES));
    }

    @Test
    void noNameIsEmpty() {
        assertNone(Budget.bannedNames(FILES));
    }

    @Test
    void everyPackageSaysWhereToStart() {
        assertNone(Budget.packageInfos(FILES));
    }

    @Test
    void aLongFileIsFound() throws IOException {
        SourceFile fits = file("A.java", "class A {\n" + "\n".repeat(498) + "}\n");
        SourceFile exceeds = file("B.java", "class B {\n" + "\n".repeat(499) + "}\n");
        assertEquals(500, fits.lines());
        assertEquals(List.of("p/B.java has 501 lines, more than 500"), Budget.longFiles(List.of(fits, exceeds)));
    }

    @Test
    void theMedianLeavesPackageInfoOut() throws IOException {
        SourceFile info = file("package-info.java", "package p;\n");
        SourceFile two = file("A.java", "class A {\n}\n");
        SourceFile ten = file("B.java", "class B {\n" + "\n".repeat(8) + "}\n");
        assertEquals(10, Budget.medianLines(List.of(info, info, two, ten, ten)));
        assertEquals(0, Budget.medianLines(List.of(info)));
    }

    @Test
    void longBodiesAreFoundWhereverTheyStand() throws IOException {
        String fits = "{\n" + "//}\n".repeat(48) + "}\n";
        String tooLong = "{\n" + "//}\n".repeat(49) + "}\n";
        String text = "class A {\n void fits() " + fits + " void tooLong() " + tooLong + " A() " + tooLong + " static " + tooLong
                + " Object o = new Object() { @Override public String toString() " + tooLong + " };\n"
                + " record R(int i) { R " + tooLong + " }\n}\n";
        List<String> found = Budget.longMethods(List.of(file("A.java", text)));
        List<String> names = found.stream().map(line -> line.replaceAll("p/A.java: | has 51 lines, more than 50", "")).toList();
        assertEquals(List.of("A (initialiser)", "tooLong", "<init>", "toString", "<init>"), names);
    }

    @Test
    void aLongLineIsFoundAndItsNumberGiven() throws IOException {
        String text = "// " + "x".repeat(137) + "\n// " + "x".repeat(138) + "\nclass A {}\n";
        assertEquals(List.of("p/A.java:2 has 141 characters, more than 140"), Budget.longLines(List.of(file("A.java", text))));
    }

    @Test
    void emptyNamesAreFoundAsWholeWords() throws IOException {
        String text = "class TensorImpl { enum BaseKind { X } record MathUtils() {} interface Implicit {} class Baseline { class IOHelper {} } }";
        List<String> found = Budget.bannedNames(List.of(file("A.java", text)));
        List<String> names = found.stream().map(line -> line.replaceAll("p/A.java: | says.*", "")).toList();
        assertEquals(List.of("TensorImpl", "BaseKind", "MathUtils", "IOHelper"), names);
    }

    @Test
    void poorPackageInfosAreFound() throws IOException {
        SourceFile type = file("A.java", "class A {}\n");
        assertNone(Budget.packageInfos(List.of(type, info("/**\n * Text. Start with {@link p.A}.\n */\npackage p;\n"))));
        assertNone(Budget.packageInfos(List.of(type, info("/**\n * Start with {@link A}, then see {@link p.B}.\n */\npackage p;\n"))));
        assertEquals(List.of("p has no package-info.java"), Budget.packageInfos(List.of(type)));
        assertEquals(1, Budget.packageInfos(List.of(type, info("/** Start with {@link A}. */\npackage p;\n"))).size());
        assertEquals(1, Budget.packageInfos(List.of(type, info("/**\n *\n *\n *\n *\n *\n * Start with {@link A}.\n */\npackage p;\n"))).size());
        assertEquals(1, Budget.packageInfos(List.of(type, info("/**\n * Start with {@link A}. More.\n */\npackage p;\n"))).size());
        assertEquals(1, Budget.packageInfos(List.of(type, info("/**\n * Start with {@link Gone}.\n */\npackage p;\n"))).size());
    }

    private static SourceFile info(String text) throws IOException {
        return file("package-info.java", text);
    }

    private static SourceFile file(String name, String text) throws IOException {
        return SourceFile.of(Path.of("p", name), text);
    }

    private static void assertNone(List<String> breaches) {
        assertTrue(breaches.isEmpty(), () -> String.join("\n", breaches));
    }
}
