package dev.ricci.bundle.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.bundle.run.Journal.Counts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second JVM knows from the journal what the first did, and where it died. */
class JournalTest {
    @TempDir Path folder;

    private Path file;
    private Paper paper;

    @BeforeEach
    void open() {
        file = folder.resolve("journal");
        paper = new Paper(folder.resolve("report"), new PrintStream(new ByteArrayOutputStream()));
    }

    @Test
    void whatOneWritesTheNextReads() throws IOException {
        Journal first = new Journal(file);
        first.begin("a.ATest");
        first.end("a.ATest", new Counts(3, 0, 1));
        first.begin("a.BTest");
        Journal second = new Journal(file);
        assertTrue(second.began("a.ATest"));
        assertTrue(second.began("a.BTest"));
        assertFalse(second.began("a.CTest"));
        assertEquals(Optional.of("a.BTest"), second.unfinished());
        assertEquals(new Counts(3, 0, 1), second.total());
        assertEquals(1, second.finished());
    }

    @Test
    void theClassThatTheJvmDiedInHasFailed() throws IOException {
        new Journal(file).begin("a.ATest");
        new RunTests(new Journal(file), paper, false, "").blame("139");
        assertEquals("  FAILED  a.ATest: the JVM ended with status 139 in this class; going on with the next\n", report());
        assertEquals(new Counts(0, 1, 0), new Journal(file).total());
        assertEquals(Optional.empty(), new Journal(file).unfinished());
    }

    @Test
    void aLineThatWasCutOffCountsAsNotWritten() throws IOException {
        Files.writeString(file, "begin a.ATest\nend a.ATest 1 0");
        assertEquals(Optional.of("a.ATest"), new Journal(file).unfinished());
    }

    @Test
    void totalsAreGoodOnlyWhereSomethingRanAndNothingFailedOrStayedOpen() throws IOException {
        Journal journal = new Journal(file);
        assertFalse(Totals.write(journal, paper));
        journal.begin("a.ATest");
        journal.end("a.ATest", new Counts(2, 0, 1));
        assertTrue(Totals.write(journal, paper));
        journal.begin("a.BTest");
        assertFalse(Totals.write(journal, paper));
        journal.end("a.BTest", new Counts(5, 1, 0));
        assertFalse(Totals.write(journal, paper));
        assertEquals("""
                tests: no class was run; --only takes a part of a class's name, as in --only OpCases
                tests: 2 passed, 0 failed, 1 skipped, in 1 class
                tests: 2 passed, 0 failed, 1 skipped, in 1 class; not finished: a.BTest
                tests: 7 passed, 1 failed, 1 skipped, in 2 classes
                """, report());
    }

    private String report() throws IOException {
        return Files.readString(folder.resolve("report"));
    }
}
