package dev.ricci.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PrivateNativesTest {
    private static final String BEFORE = System.getProperty("java.io.tmpdir");

    private static Path current() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Test
    void theFolderIsFreshPrivateAndGoneAfterwards() {
        AtomicReference<Path> seen = new AtomicReference<>();
        PrivateNatives.initialise("lib.so", new byte[] {1, 2, 3}, () -> {
            seen.set(current());
            try {
                assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(current())));
                assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(current().resolve("lib.so")));
                assertFalse(Files.createTempDirectory("other").startsWith(current()), "the JDK's own temporary files stay where they were");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertTrue(seen.get().startsWith(BEFORE) && !seen.get().equals(Path.of(BEFORE)));
        assertFalse(Files.exists(seen.get()));
        assertEquals(BEFORE, System.getProperty("java.io.tmpdir"));
        PrivateNatives.initialise(() -> assertFalse(current().equals(seen.get())));
    }

    @Test
    void aFailureLeavesNothingBehind() {
        AtomicReference<Path> seen = new AtomicReference<>();
        assertThrows(UnsatisfiedLinkError.class, () -> PrivateNatives.initialise(() -> {
            seen.set(current());
            throw new UnsatisfiedLinkError("no libcuda");
        }));
        assertFalse(Files.exists(seen.get()));
        assertEquals(BEFORE, System.getProperty("java.io.tmpdir"));
    }

    @Test
    void namesAreJCudas() {
        assumeTrue(PrivateNatives.has("JCudaDriver"), Driver.NO_NATIVE);
        assertTrue(PrivateNatives.class.getResource("/lib/" + PrivateNatives.fileName("JCudaDriver")) != null);
        assertTrue(PrivateNatives.class.getResource("/lib/" + PrivateNatives.fileName("JCublas2")) != null);
    }
}
