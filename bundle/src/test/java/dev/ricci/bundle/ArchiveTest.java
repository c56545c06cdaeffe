package dev.ricci.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed, the system's own tar unpacks; what would be too large is not written. */
class ArchiveTest {
    @TempDir Path folder;

    private Path content;
    private Path file;

    @BeforeEach
    void fill() throws IOException {
        content = folder.resolve("content");
        file = folder.resolve("a.tar.gz");
        Files.createDirectories(content.resolve("deep/er"));
        Files.writeString(content.resolve("run.sh"), "#!/bin/sh\necho ran\n");
        assertTrue(content.resolve("run.sh").toFile().setExecutable(true));
        Files.write(content.resolve("deep/empty"), new byte[0]);
        Files.write(content.resolve("deep/block"), new byte[512]);
        byte[] noise = new byte[100_001];
        new Random(1).nextBytes(noise);
        Files.write(content.resolve("deep/er/noise"), noise);
        Files.createSymbolicLink(content.resolve("link"), Path.of("deep/er/noise"));
    }

    @Test
    void tarUnpacksWhatWasPacked() throws IOException, InterruptedException {
        Files.writeString(file, "an older archive");
        assertEquals(Archive.write(content, "top", file, 1 << 20), Files.size(file));
        Process tar = new ProcessBuilder("tar", "xf", file.toString()).directory(folder.toFile()).inheritIO().start();
        assertEquals(0, tar.waitFor());
        for (String name : List.of("run.sh", "deep/empty", "deep/block", "deep/er/noise")) {
            assertArrayEquals(Files.readAllBytes(content.resolve(name)), Files.readAllBytes(folder.resolve("top").resolve(name)), name);
        }
        assertEquals(100_001, Files.size(folder.resolve("top/link")));
        assertFalse(Files.isSymbolicLink(folder.resolve("top/link")));
        assertTrue(Files.isExecutable(folder.resolve("top/run.sh")));
        assertFalse(Files.isExecutable(folder.resolve("top/deep/block")));
        assertEquals(List.of("a.tar.gz", "content", "top"), names());
    }

    @Test
    void anArchiveThatIsTooLargeIsRefusedAndTheOldOneStays() throws IOException {
        Files.writeString(file, "an older archive");
        String said = assertThrows(IllegalStateException.class, () -> Archive.write(content, "top", file, 100_000)).getMessage();
        assertTrue(said.contains("the archive would have 0.2 MiB, more than 0.1"), said);
        assertTrue(said.contains("deep/er/noise (0.1 MiB)"), said);
        assertEquals("an older archive", Files.readString(file));
        assertEquals(List.of("a.tar.gz", "content"), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
