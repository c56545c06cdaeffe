package dev.ricci.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building and keeping the emulated device, shown with sources that are small enough to compile at once. */
class EmulatorBuildTest {
    @BeforeAll
    static void needsACompiler() {
        EmulatorPresent.check();
    }

    private static EmulatorSources sources(String kernel, String device) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        Map.of(
                "emulator/simt.h", "",
                "emulator/driver-names.txt", "cuOne\ncuTwo\n",
                "emulator/cublas-names.txt", "cublasOne\n",
                "emulator/device.cpp", device,
                "emulator/nvrtc.cpp", "",
                "cuda/kernel.cu", kernel).forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new EmulatorSources(files);
    }

    private static EmulatedLibraries build(Path cache, String kernel, String device) {
        return new EmulatorBuild(Compiler.find(false), sources(kernel, device), new CacheFolder(cache)).run(() -> {});
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aBuildIsKeptAndAChangedKernelAloneIsMadeAgain(@TempDir Path cache) throws IOException {
        EmulatedLibraries first = build(cache, "int one;", "int device;");
        for (Path library : List.of(first.driver(), first.cublas12(), first.cublas13(), first.nvrtc())) {
            assertTrue(Files.exists(library), library.toString());
        }
        assertTrue(Files.exists(first.folder().resolve("kernels/kernel.so")));
        assertTrue(Files.exists(first.folder().resolve("src/emulator/simt.h")), "the emulated NVRTC needs the headers");
        assertEquals(first, build(cache, "int one;", "int device;"));
        EmulatedLibraries second = build(cache, "int two;", "int device;");
        assertFalse(first.equals(second));
        List<String> parts = names(cache.resolve("parts"));
        assertEquals(1, parts.stream().filter(n -> n.startsWith("device-")).count(), parts.toString());
        assertEquals(2, parts.stream().filter(n -> n.startsWith("kernel-")).count(), parts.toString());
        assertTrue(names(cache).stream().noneMatch(n -> n.startsWith("building")), "nothing half made is left");
    }

    @Test
    void aFailingBuildShowsTheCompilersWords(@TempDir Path cache) throws IOException {
        var error = assertThrows(IllegalStateException.class, () -> build(cache, "int one;", "nonsense"));
        assertTrue(error.getMessage().startsWith("emulated: g++ "), error.getMessage());
        assertTrue(error.getMessage().contains("emulator/device.cpp:1:"), error.getMessage());
        assertTrue(names(cache).stream().noneMatch(n -> n.startsWith("building")), "nothing half made is left");
    }

    @Test
    void aMissingCompilerIsNamedWithTheRemedy() {
        var error = assertThrows(IllegalStateException.class, () -> Compiler.find("no-such-compiler", false));
        assertTrue(error.getMessage().startsWith("emulated: no-such-compiler was not found; install it (Debian: apt-get install g++)"));
    }

    @Test
    void twoJvmsThatBuildAtOnceAreBothRight(@TempDir Path cache) throws Exception {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                EmulatorBuildTest.class.getName(), cache.toString());
        child.redirectErrorStream(true);
        List<Process> running = List.of(child.start(), child.start(), child.start());
        String expected = build(cache, "int one;", "int device;").folder().toString();
        for (Process one : running) {
            String said = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.strip().endsWith(expected), said);
            assertEquals(0, one.waitFor());
        }
        assertTrue(names(cache).stream().noneMatch(n -> n.startsWith("building")), "nothing half made is left");
    }

    /** One of the JVMs of the test above. */
    public static void main(String[] args) {
        System.out.println(build(Path.of(args[0]), "int one;", "int device;").folder());
    }

    @Test
    void buildsNobodyUsesAreForgotten(@TempDir Path cache) throws IOException {
        EmulatedLibraries old = build(cache, "int old;", "int device;");
        EmulatedLibraries used = build(cache, "int used;", "int device;");
        for (EmulatedLibraries one : List.of(old, used)) {
            Files.setLastModifiedTime(one.folder(), FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        }
        build(cache, "int used;", "int device;");
        build(cache, "int fresh;", "int device;");
        assertFalse(Files.exists(old.folder()));
        assertTrue(Files.exists(used.driver()));
    }

    @Test
    void whereTheCacheCannotBeWrittenATemporaryFolderServes(@TempDir Path folder) throws IOException {
        String before = System.setProperty("ricci.cache", Files.writeString(folder.resolve("file"), "").resolve("below").toString());
        try {
            CacheFolder cache = CacheFolder.find();
            assertTrue(Files.isWritable(cache.path()));
            assertFalse(cache.path().startsWith(folder));
            System.setProperty("ricci.cache", folder.toString());
            assertEquals(folder.resolve("emulator"), CacheFolder.find().path());
        } finally {
            if (before == null) {
                System.clearProperty("ricci.cache");
            } else {
                System.setProperty("ricci.cache", before);
            }
        }
    }
}
