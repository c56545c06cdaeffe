package dev.ricci.demos;

import dev.ricci.demos.output.Json;
import dev.ricci.demos.output.WholeFile;
import dev.ricci.demos.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that name files for the results. */
final class OutputFiles {
    @Option(names = "--report", paramLabel = "FILE.html",
            description = "Write a page with interactive charts; it opens in any browser, offline.")
    private Path report;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results for programs.")
    private Path json;

    /** Finds out before the work begins whether the files can be written after it. */
    void check() {
        checkWritable("--report", report);
        checkWritable("--json", json);
    }

    static void checkWritable(String option, Path file) {
        if (file != null) {
            String refusal = WholeFile.refusal(file);
            if (!refusal.isEmpty()) {
                throw Failure.ofUsage(option + ": " + file + " " + refusal);
            }
        }
    }

    boolean wantsReport() {
        return report != null;
    }

    /** The page's file; the fallback where none was named. */
    Path report(String fallback) {
        return report != null ? report : Path.of(fallback);
    }

    void writeReport(Report page) throws IOException {
        if (report != null) {
            page.write(report);
        }
    }

    void writeJson(Map<String, Object> results) throws IOException {
        if (json != null) {
            WholeFile.write(json, Json.pretty(results));
        }
    }
}
