package dev.ricci.cpu.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class OpenBlasTest {
    @Test
    void multipliesWhereItIs() {
        assumeTrue(OpenBlas.find().isPresent(), OpenBlas::whyMissing);
        OpenBlas blas = OpenBlas.find().orElseThrow();
        assertTrue(blas.config().startsWith("OpenBLAS"), blas.config());
        long a = Memory.allocate(64);
        for (int i = 0; i < 4; i++) {
            Memory.setFloat(a + 4 * i, i + 1); // {{1, 2}, {3, 4}}
        }
        blas.sgemm(false, true, 2, 2, 2, 1, a, 2, a, 2, 0, a + 16, 2);
        assertEquals(5, Memory.getFloat(a + 16)); // A times A transposed
        assertEquals(11, Memory.getFloat(a + 20));
        assertEquals(25, Memory.getFloat(a + 28));
        assertTrue(blas.symbol("LAPACKE_dgesdd").address() != 0);
        assertThrows(NoSuchElementException.class, () -> blas.symbol("no_such_function"));
        Memory.free(a);
    }

    @Test
    void saysWhyItIsMissing() {
        String before = System.getProperty("ricci.blas");
        try {
            System.setProperty("ricci.blas", "off");
            assertTrue(OpenBlas.find().isEmpty());
            assertTrue(OpenBlas.whyMissing().contains("ricci.blas=off"));
            System.clearProperty("ricci.blas");
            assertEquals(OpenBlas.find().isPresent(), OpenBlas.whyMissing().isEmpty());
        } finally {
            if (before != null) {
                System.setProperty("ricci.blas", before);
            }
        }
    }

    @Test
    void thePlatformIsNamedAsBytedecoDoes() {
        assertTrue(NativeLibrary.platform().matches("(linux|macosx|windows)-[a-z0-9_]+"), NativeLibrary.platform());
        assertFalse(NativeLibrary.platform().contains("amd64"));
    }
}
