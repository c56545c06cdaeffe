package dev.ricci.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong command lines end in one line before anything is made. */
class BundleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir Path folder;

    private int run(String... args) {
        return Bundle.execute(new PrintWriter(out, true), new PrintWriter(errors, true), args);
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertEquals(2, run("--root=" + folder, "--outptu", "x"));
        assertEquals(1, errors.toString().lines().count(), errors::toString);
        assertTrue(errors.toString().contains("ricci bundle --help tells what there is"), errors::toString);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() {
        assertEquals(1, run("--root=" + folder, "--output", folder.resolve("none/b.tar.gz").toString()));
        assertEquals(1, run("--root=" + folder, "--output", folder.toString()));
        assertEquals(2, errors.toString().lines().count(), errors::toString);
    }

    @Test
    void helpNamesTheArchive() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("--output=FILE   Where the archive goes; ricci-bundle-linux-x86_64.tar.gz"), out::toString);
    }

    @Test
    void theVersionIsKnownWithoutGitToo() {
        assertTrue(Revision.describe(folder.resolve("none")).startsWith("commit unknown: made without git\nmade   20"));
    }
}
