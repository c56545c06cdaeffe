package dev.ricci.bundle.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which test classes were begun and ended, kept in a file: a JVM that takes over from one that died goes on where that one was.
 *
 * <p>Each line is {@code begin CLASS} or {@code end CLASS PASSED FAILED SKIPPED}.
 */
final class Journal {
    private final Path file;
    private final Map<String, Counts> classes = new LinkedHashMap<>();

    /** Tests of a class, or of all. */
    record Counts(int passed, int failed, int skipped) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
        }
    }

    /** Reads what there is; a last line that was cut off is what the one who wrote it died of, and counts as not written. */
    Journal(Path file) throws IOException {
        this.file = file;
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words[0].equals("begin") && words.length == 2) {
                classes.put(words[1], null);
            } else if (words[0].equals("end") && words.length == 5) {
                classes.put(words[1], new Counts(Integer.parseInt(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4])));
            }
        }
    }

    boolean began(String testClass) {
        return classes.containsKey(testClass);
    }

    /** The class that was begun and did not end, where there is one. */
    Optional<String> unfinished() {
        return classes.entrySet().stream().filter(e -> e.getValue() == null).map(Map.Entry::getKey).findFirst();
    }

    int finished() {
        return (int) classes.values().stream().filter(c -> c != null).count();
    }

    Counts total() {
        return classes.values().stream().filter(c -> c != null).reduce(Counts.NONE, Counts::plus);
    }

    void begin(String testClass) throws IOException {
        classes.put(testClass, null);
        append("begin " + testClass);
    }

    void end(String testClass, Counts counts) throws IOException {
        classes.put(testClass, counts);
        append("end " + testClass + " " + counts.passed() + " " + counts.failed() + " " + counts.skipped());
    }

    private void append(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
