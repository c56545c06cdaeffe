package dev.ricci.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of natives lose what a bundle does not load, keep what says whose they are, and all others stay whole. */
class JarsTest {
    @TempDir Path folder;

    private Path jar(String name, String... entries) throws IOException {
        Path content = Files.createDirectories(folder.resolve(name + " content"));
        for (String e : entries) {
            Path file = content.resolve(e);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content of " + e);
        }
        Path jar = folder.resolve(name);
        Jars.pack(content, jar);
        return jar;
    }

    private Path copied(Path jar) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Jars.copy(jar, lib);
        return lib.resolve(jar.getFileName());
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).sorted().toList();
        }
    }

    @Test
    void openBlasKeepsTheLibraryAndWhatItNeeds() throws IOException {
        String place = "org/bytedeco/openblas/linux-x86_64/";
        Path jar = jar("openblas-1-linux-x86_64.jar", "META-INF/MANIFEST.MF", "META-INF/native-image/x.json", place + "libopenblas.so.0",
                place + "libgfortran.so.5", place + "libjniopenblas.so", place + "include/cblas.h");
        Path copy = copied(jar);
        assertEquals(List.of("META-INF/MANIFEST.MF", place + "libgfortran.so.5", place + "libopenblas.so.0"), entries(copy));
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry(place + "libopenblas.so.0")).readAllBytes();
            assertEquals("content of " + place + "libopenblas.so.0", new String(bytes));
        }
    }

    @Test
    void jcudaKeepsDriverAndCublasOnly() throws IOException {
        Path driver = jar("jcuda-natives-1.jar", "lib/libJCudaDriver-1.so", "lib/libJNvPTXCompiler-1.so", "META-INF/LICENSE.txt");
        assertEquals(List.of("META-INF/LICENSE.txt", "lib/libJCudaDriver-1.so"), entries(copied(driver)));
        Path blas = jar("jcublas-natives-1.jar", "lib/libJCublas2-1.so", "lib/libJCublas-1.so");
        assertEquals(List.of("lib/libJCublas2-1.so"), entries(copied(blas)));
    }

    @Test
    void otherJarsAreCopiedByteForByte() throws IOException {
        Path jar = jar("jcuda-1.jar", "lib/a", "b");
        assertEquals(-1, Files.mismatch(jar, copied(jar)));
    }

    @Test
    void aJarWithoutAnythingOfThatIsNoticed() throws IOException {
        Path jar = jar("jcuda-natives-2.jar", "natives/libJCudaDriver.so");
        String said = assertThrows(IllegalStateException.class, () -> copied(jar)).getMessage();
        assertTrue(said.contains("has nothing of what the bundle keeps"), said);
    }
}
