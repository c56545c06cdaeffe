package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path f = folder.resolve("a.txt");
        AtomicFile.write(f, out -> out.write("one".getBytes()));
        AtomicFile.write(f, out -> out.write("two".getBytes()));
        assertEquals("two", Files.readString(f));
        assertEquals(1, files());
    }

    @Test
    void whatFailsHalfWayLeavesTheOldFile() throws IOException {
        Path f = folder.resolve("a.txt");
        AtomicFile.write(f, out -> out.write("old".getBytes()));
        assertThrows(IllegalStateException.class, () -> AtomicFile.write(f, out -> {
            out.write(new byte[1 << 20]);
            throw new IllegalStateException("half way");
        }));
        assertEquals("old", Files.readString(f));
        assertEquals(1, files());
    }

    @Test
    void theStandardOutputAsAFile() throws Exception {
        Path stdout = Path.of("/dev/stdout");
        assumeTrue(Files.exists(stdout), "no /dev/stdout here");
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), ToStandardOutput.class.getName());
        Process p = java.redirectErrorStream(true).start(); // its output is a pipe, which /dev/stdout leads to but no path names
        assertEquals("written", new String(p.getInputStream().readAllBytes()));
        assertEquals(0, p.waitFor());
    }

    static final class ToStandardOutput {
        public static void main(String[] args) throws IOException {
            AtomicFile.write(Path.of("/dev/stdout"), out -> out.write("written".getBytes()));
        }
    }

    @Test
    void linksStayAndDevicesAreNotReplaced() throws IOException {
        Path f = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), f);
        AtomicFile.write(link, out -> out.write("new".getBytes()));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(f));
        Path nothing = Path.of("/dev/null");
        assumeTrue(Files.exists(nothing), "no /dev/null here");
        AtomicFile.write(nothing, out -> out.write(new byte[100]));
        assertFalse(Files.isRegularFile(nothing));
    }

    @Test
    void aFullDeviceIsNamed() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        String message = assertThrows(IOException.class, () -> AtomicFile.write(full, out -> out.write(new byte[1 << 20]))).getMessage();
        assertTrue(message.startsWith("write: cannot write /dev/full: ") && message.contains("space"), message);
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() throws IOException {
        Path lost = folder.resolve("no/such/a.txt");
        String message = assertThrows(IOException.class, () -> AtomicFile.write(lost, out -> { })).getMessage();
        assertTrue(message.contains(lost.toString()) && message.contains("there is no folder"), message);
        assertTrue(assertThrows(IOException.class, () -> AtomicFile.write(folder, out -> { })).getMessage().contains("is a folder"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path below = file.resolve("below");
        assertTrue(assertThrows(IOException.class, () -> AtomicFile.write(below, out -> { })).getMessage().contains(below.toString()));
        assertEquals(1, files());
    }
}
