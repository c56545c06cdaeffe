package dev.ricci.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Which sources a bundle was made from: git's words, where git and its data are there. */
final class Revision {
    private Revision() {}

    /** Two lines: the commit with its date, and when the bundle was made. */
    static String describe(Path root) {
        String commit = git(root, "log", "-1", "--format=%H %cI");
        String changed = commit.isEmpty() || git(root, "status", "--porcelain").isEmpty() ? "" : ", with changes that are not in it";
        return "commit " + (commit.isEmpty() ? "unknown: made without git" : commit + changed) + "\n"
                + "made   " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " by Java " + Runtime.version() + "\n";
    }

    /** What git prints; nothing where it fails. */
    private static String git(Path root, String... args) {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(args));
        try {
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (InputStream in = git.getInputStream()) {
                String said = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
                return git.waitFor() == 0 ? said : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
