package dev.ricci.bundle.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the test classes of one jar that the journal does not know yet, one after the other.
 *
 * <p>Not JUnit's own console launcher: that one tells all at the end, and where a native library ends the JVM there is none.
 */
public final class RunTests {
    private static final int LIMIT_SECONDS = Integer.getInteger("ricci.bundle.limit", 900);
    private static final double NANO = 1e-9;

    private final Journal journal;
    private final Paper paper;
    private final boolean quick;
    private final String only;

    RunTests(Journal journal, Paper paper, boolean quick, String only) {
        this.journal = journal;
        this.paper = paper;
        this.quick = quick;
        this.only = only;
    }

    /**
     * Takes the jar, the journal, the report, {@code quick} or {@code full}, the status that the JVM before this one ended with (0 where
     * there was none), and what the names of classes must hold.
     */
    public static void main(String[] args) throws IOException {
        RunTests run = new RunTests(
                new Journal(Path.of(args[1])), new Paper(Path.of(args[2]), System.out), args[3].equals("quick"), args[5]);
        run.blame(args[4]);
        run.run(Path.of(args[0]));
        System.exit(0); // whatever threads the tests left
    }

    /** A class that was begun and not ended took the JVM along: that is its failure. */
    void blame(String status) throws IOException {
        String guilty = journal.unfinished().orElse(null);
        if (guilty != null) {
            paper.line("  FAILED  " + guilty + ": the JVM ended with status " + status + " in this class; going on with the next");
            journal.end(guilty, new Journal.Counts(0, 1, 0));
        }
    }

    void run(Path jar) throws IOException {
        TestList list = TestList.read();
        List<String> classes = TestList.classes(jar, only);
        String module = jar.getFileName().toString().replaceAll("^\\d+-|\\.jar$", "");
        try (LauncherSession session = LauncherFactory.openSession()) {
            for (int i = 0; i < classes.size(); i++) {
                String testClass = classes.get(i);
                if (!journal.began(testClass)) {
                    String reason = list.leftOut(testClass, quick).orElse(null);
                    String place = String.format(Locale.ROOT, "%s %d/%d", module, i + 1, classes.size());
                    if (reason != null) {
                        paper.line("  left out  " + place + "  " + testClass + ": " + reason);
                    } else {
                        run(session.getLauncher(), testClass, place);
                    }
                }
            }
        }
    }

    private void run(Launcher launcher, String testClass, String place) throws IOException {
        journal.begin(testClass);
        Outcome outcome = new Outcome();
        long start = System.nanoTime();
        try (Watch _ = new Watch(testClass, LIMIT_SECONDS, paper)) {
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(testClass)).build(), outcome);
        }
        Journal.Counts c = outcome.counts();
        journal.end(testClass, c);
        if (c.equals(Journal.Counts.NONE)) {
            return; // a class that only has such a name
        }
        String word = c.failed() > 0 ? "FAILED" : c.passed() == 0 ? "skipped" : "ok";
        paper.line(String.format(Locale.ROOT, "  %-8s  %s  %s: %d passed%s%s, %.1f s", word, place, testClass, c.passed(),
                c.failed() > 0 ? ", " + c.failed() + " failed" : "", c.skipped() > 0 ? ", " + c.skipped() + " skipped" : "",
                (System.nanoTime() - start) * NANO));
        outcome.failures().forEach(line -> paper.line("      " + line));
        outcome.skips().forEach(line -> paper.detail("      skipped " + line));
    }
}
