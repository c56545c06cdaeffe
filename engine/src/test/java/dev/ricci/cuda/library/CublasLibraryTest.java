package dev.ricci.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Finding;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.driver.Driver;
import dev.ricci.cuda.driver.PrivateNatives;
import dev.ricci.kernels.EmulatedLibraries;
import dev.ricci.kernels.Emulator;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** cuBLAS of either version, called in either way, and all that may be wrong with it. */
class CublasLibraryTest {
    private static EmulatedLibraries emulated;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        assumeTrue(PrivateNatives.has("JCublas2"), Driver.NO_NATIVE);
        try {
            emulated = Emulator.build();
        } catch (IllegalStateException e) {
            System.err.println("cuBLAS tests are skipped: " + e.getMessage());
            abort(e.getMessage());
        }
    }

    private static void assertRuns(String how, String soname, String output) {
        List<String> lines = output.lines().toList();
        assertTrue(lines.get(0).contains(how) && lines.get(0).contains(soname), output);
        assertEquals("21.0 43.0 21.0 43.0", lines.get(1), output);
        assertEquals("cuBLAS: product: invalid value", lines.get(lines.size() - 1), output);
    }

    @Test
    void bothVersionsRunByBothWays() throws Exception {
        assertRuns("through JCublas2", "libcublas.so.12", CublasProcess.output(CublasProcess.start("12")));
        assertRuns("through a copy of JCublas2 made for it", "libcublas.so.13", CublasProcess.output(CublasProcess.start("13")));
        assertRuns("through JCublas2", "libcublas.so.12", CublasProcess.output(CublasProcess.start("12,13")));
        String foreign = "through foreign functions (as -Dricci.cuda.cublas=foreign asks)";
        assertRuns(foreign, "libcublas.so.12", CublasProcess.output(CublasProcess.start("12", "-Dricci.cuda.cublas=foreign")));
        assertRuns(foreign, "libcublas.so.13", CublasProcess.output(CublasProcess.start("13", "-Dricci.cuda.cublas=foreign")));
    }

    /** JCuda itself would load what lies there, and touching the part that is cut off would end the JVM. */
    @Test
    void whatLiesInTheSharedFolderIsNotLoaded() throws Exception {
        for (String library : List.of("JCudaDriver", "JCublas2")) {
            String file = PrivateNatives.fileName(library);
            try (InputStream in = PrivateNatives.class.getResourceAsStream("/lib/" + file)) {
                Files.write(folder.resolve(file), in.readNBytes(200_000));
            }
        }
        assertRuns("through JCublas2", "libcublas.so.12",
                CublasProcess.output(CublasProcess.start("12", "-Djava.io.tmpdir=" + folder)));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.filter(Files::isDirectory).filter(p -> p.getFileName().toString().startsWith("ricci-natives")).toList());
        }
    }

    @Test
    void twoProcessesStartAtOnce() throws Exception {
        Process first = CublasProcess.start("13", "-Djava.io.tmpdir=" + folder);
        Process second = CublasProcess.start("12", "-Djava.io.tmpdir=" + folder);
        assertRuns("through a copy of JCublas2", "libcublas.so.13", CublasProcess.output(first));
        assertRuns("through JCublas2", "libcublas.so.12", CublasProcess.output(second));
    }

    /** The emulated cuBLAS brings the emulated driver along, which must be the one that this JVM has. */
    private static void assumeEmulated() {
        assumeTrue(CudaUnderTest.isEmulated(), "this JVM has the machine's own driver");
    }

    private static Function<String, Optional<LibraryPlace>> only(String soname, Path path) {
        return s -> s.equals(soname) ? Optional.of(new LibraryPlace(path, "given")) : Optional.empty();
    }

    private static NoCublas refused(Function<String, Optional<LibraryPlace>> finder) {
        NoCublas e = assertThrows(NoCublas.class, () -> CublasLibrary.load(finder, CublasLibrary.Use.FOREIGN));
        Finding f = CublasLibrary.finding(finder);
        assertFalse(f.found());
        assertEquals(e.reason(), f.detail());
        assertTrue(f.remedy().contains("nvidia-cublas") || f.remedy().contains("enable-native-access"), f.remedy());
        return e;
    }

    @Test
    void noLibrary() {
        assertEquals("neither libcublas.so.12 nor libcublas.so.13 was found", refused(_ -> Optional.empty()).reason());
    }

    @Test
    void aLibraryWithoutTheFunctions() {
        assumeEmulated();
        String reason = refused(only("libcublas.so.13", emulated.nvrtc())).reason();
        assertTrue(reason.startsWith(emulated.nvrtc() + " has no cublasCreate_v2, cublasDestroy_v2,"), reason);
    }

    @Test
    void aFileThatIsNoLibrary() throws Exception {
        Path text = Files.writeString(folder.resolve("libcublas.so.12"), "not a library");
        String reason = refused(only("libcublas.so.12", text)).reason();
        assertTrue(reason.startsWith(text + " cannot be loaded"), reason);
    }

    @Test
    void theOtherVersionIsTakenWhereOneIsBroken() throws Exception {
        assumeEmulated();
        Path text = Files.writeString(folder.resolve("libcublas.so.12"), "not a library");
        CublasLibrary l = CublasLibrary.load(s -> switch (s) {
            case "libcublas.so.12" -> Optional.of(new LibraryPlace(text, "given"));
            case "libcublas.so.13" -> Optional.of(new LibraryPlace(emulated.cublas13(), "emulated"));
            default -> Optional.empty();
        }, CublasLibrary.Use.FOREIGN);
        assertTrue(l.describe().contains(emulated.cublas13().toString()), l.describe());
    }

    @Test
    void noneCanBeAskedFor() {
        assertEquals("no cuBLAS: -Dricci.cuda.cublas=none asks for none; leave that property out",
                assertThrows(NoCublas.class, () -> CublasLibrary.load(only("libcublas.so.12", emulated.cublas12()), CublasLibrary.Use.NONE))
                        .getMessage());
    }
}
