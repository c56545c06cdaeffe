package dev.ricci.demos;

import dev.ricci.data.Json;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.report.Report;
import java.io.IOException;
import java.nio.file.Files;
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
        checkDifferent("--report", report, "--json", json);
    }

    /** Finds out whether another option's file is one of these. */
    void checkNone(String option, Path file) {
        checkDifferent("--report", report, option, file);
        checkDifferent("--json", json, option, file);
    }

    private static void checkDifferent(String option, Path file, String other, Path otherFile) {
        if (file != null && otherFile != null && file.toAbsolutePath().normalize().equals(otherFile.toAbsolutePath().normalize())) {
            throw Failure.ofUsage(option + " and " + other + " both name " + file
                    + "; the second would replace the first, give another file");
        }
    }

    static void checkWritable(String option, Path file) {
        if (file != null) {
            String refusal = refusal(file);
            if (!refusal.isEmpty()) {
                throw Failure.ofUsage(option + ": " + file + " " + refusal);
            }
        }
    }

    /** Why a file could not be written, with the remedy; empty when it can. Nothing is left behind. */
    private static String refusal(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (file.toString().isBlank()) {
            return "is no name; name a file";
        }
        if (Files.isDirectory(file)) {
            return "is a folder; name a file inside it";
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return "cannot be written: there is no folder " + folder + "; make it first";
        }
        try {
            Files.delete(Files.createTempFile(folder, ".ricci", ".part"));
            return "";
        } catch (IOException e) {
            return "cannot be written: no new file can be made in " + folder + "; choose another folder";
        }
    }

    boolean wantsReport() {
        return report != null;
    }

    void writeReport(Report page) throws IOException {
        if (report != null) {
            page.write(report);
        }
    }

    void writeJson(Map<String, Object> results) throws IOException {
        if (json != null) {
            Json.write(json, results);
        }
    }

    /** Says where the results are. */
    void say(Console console) {
        if (report != null) {
            console.line("report: @|bold " + report.toAbsolutePath() + "|@");
        }
        if (json != null) {
            console.line("results for programs: " + json);
        }
    }
}
