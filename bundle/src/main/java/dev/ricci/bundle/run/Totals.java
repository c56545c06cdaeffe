package dev.ricci.bundle.run;

import java.io.IOException;
import java.nio.file.Path;

/** Closes the tests' part of a report: the counts over all classes. */
public final class Totals {
    private Totals() {}

    /** Takes the journal and the report; ends with 0 where something was tested and nothing failed or stayed unfinished. */
    public static void main(String[] args) throws IOException {
        System.exit(write(new Journal(Path.of(args[0])), new Paper(Path.of(args[1]), System.out)) ? 0 : 1);
    }

    static boolean write(Journal journal, Paper paper) {
        Journal.Counts all = journal.total();
        if (journal.finished() == 0 && journal.unfinished().isEmpty()) {
            paper.line("tests: no class was run; --only takes a part of a class's name, as in --only OpCases");
            return false;
        }
        String unfinished = journal.unfinished().map(c -> "; not finished: " + c).orElse("");
        paper.line("tests: " + all.passed() + " passed, " + all.failed() + " failed, " + all.skipped() + " skipped, in "
                + journal.finished() + (journal.finished() == 1 ? " class" : " classes") + unfinished);
        return all.failed() == 0 && all.passed() > 0 && unfinished.isEmpty();
    }
}
