package dev.ricci.cpu.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MklTest {
    @TempDir
    private Path folder;

    private static void with(String property, Runnable work) {
        String before = System.getProperty("ricci.mkl");
        System.setProperty("ricci.mkl", property);
        try {
            work.run();
        } finally {
            if (before == null) {
                System.clearProperty("ricci.mkl");
            } else {
                System.setProperty("ricci.mkl", before);
            }
        }
    }

    private String refusal() {
        String[] said = new String[1];
        with(folder.toString(), () -> said[0] = assertThrows(IOException.class, MklFiles::find).getMessage());
        return said[0].replace(folder.toString(), "F");
    }

    @Test
    void canBeTurnedOff() {
        with("off", () -> {
            assertTrue(Mkl.find().isEmpty());
            assertEquals("mkl: turned off by ricci.mkl=off", Mkl.whyMissing());
        });
        assertEquals(Mkl.find().isPresent(), Mkl.whyMissing().isEmpty());
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assumeTrue(DynamicLoader.present());
        assertEquals("no libmkl_rt in F", refusal());
        Files.createFile(folder.resolve("libmkl_rt.so.2"));
        assertTrue(refusal().endsWith("F has no libmkl_core"), refusal());
        Files.createFile(folder.resolve("libmkl_core.so.2"));
        assertTrue(refusal().endsWith("F has no libmkl_sequential"), refusal());
    }

    /** The loader would map such a file, and the process would end later, at the first touch of what is not there. */
    @Test
    void aLibraryThatIsCutShortIsNeverOpened() throws IOException {
        assumeTrue(DynamicLoader.present());
        Path whole = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        assumeTrue(System.getProperty("os.arch").equals("amd64"));
        SharedObject.check(whole);
        byte[] bytes = Files.readAllBytes(whole);
        for (int left : new int[] {0, 40, 64, 700, bytes.length / 2, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("libcut.so"), java.util.Arrays.copyOf(bytes, left));
            String said = assertThrows(IOException.class, () -> SharedObject.check(cut)).getMessage();
            assertTrue(said.endsWith("is cut short; install it anew"), left + ": " + said);
        }
        bytes[18] = (byte) 183; // the number of 64-bit Arm
        Path other = Files.write(folder.resolve("libother.so"), bytes);
        assertTrue(assertThrows(IOException.class, () -> SharedObject.check(other)).getMessage().endsWith("for another processor than x86-64"));
        Path text = Files.writeString(folder.resolve("libtext.so"), "INPUT(libmkl_core.so.2)\n".repeat(10));
        assertTrue(assertThrows(IOException.class, () -> SharedObject.check(text)).getMessage().endsWith("no shared library of 64 bits"));
    }
}
