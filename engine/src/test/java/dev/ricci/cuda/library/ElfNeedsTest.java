package dev.ricci.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.cuda.driver.Driver;
import dev.ricci.cuda.driver.PrivateNatives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElfNeedsTest {
    private static final String FROM = "libcublas.so.12";
    private static final String TO = "libcublas.so.13";

    private static byte[] library() throws IOException {
        assumeTrue(PrivateNatives.has("JCublas2"), Driver.NO_NATIVE);
        try (InputStream in = ElfNeeds.class.getResourceAsStream("/lib/" + PrivateNatives.fileName("JCublas2"))) {
            return in.readAllBytes();
        }
    }

    /** How often a name stands in the file by itself; the table for debuggers has it behind each function's name. */
    private static int count(byte[] file, String name) {
        String text = "\0" + name + "\0";
        String all = new String(file, StandardCharsets.ISO_8859_1);
        int n = 0;
        for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
            n++;
        }
        return n;
    }

    @Test
    void theNameAndItsHashAreExchangedAndNothingElse() throws IOException {
        byte[] before = library();
        byte[] after = ElfNeeds.exchange("JCublas2", before, FROM, TO);
        assertEquals(0, count(after, FROM));
        assertEquals(count(before, FROM), count(after, TO));
        int different = 0;
        for (int i = 0; i < before.length; i++) {
            different += before[i] == after[i] ? 0 : 1;
        }
        assertTrue(different >= 2 && different <= 8, different + " bytes differ");
        assertTrue(Arrays.equals(before, ElfNeeds.exchange("JCublas2", after, TO, FROM)), "the way back leads to the same bytes");
    }

    /** From the glibc's own symbols: what readelf shows for GLIBC_2.2.5. */
    @Test
    void theHashIsTheSystemsOwn() {
        assertEquals(0x09691a75, ElfNeeds.hash("GLIBC_2.2.5"));
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        byte[] library = library();
        assertRefused("is not a shared library", new byte[0]);
        assertRefused("is not a shared library", "#!/bin/sh\n".repeat(20).getBytes(StandardCharsets.US_ASCII));
        assertRefused("is cut off or damaged", Arrays.copyOf(library, library.length / 2));
        assertRefused("does not need " + FROM, ElfNeeds.exchange("JCublas2", library, FROM, TO));
    }

    private static void assertRefused(String text, byte[] file) {
        String message = assertThrows(IllegalArgumentException.class, () -> ElfNeeds.exchange("the file", file, FROM, TO)).getMessage();
        assertTrue(message.startsWith("the file " + text), message);
    }

    @Test
    void damageNeverGivesAnotherError() throws IOException {
        byte[] library = library();
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = library.clone();
            for (int j = 0; j < 3; j++) {
                damaged[random.nextInt(j == 0 ? 1024 : damaged.length)] = (byte) random.nextInt();
            }
            try {
                ElfNeeds.exchange("damaged", damaged, FROM, TO);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 10, refused + " refused");
    }
}
