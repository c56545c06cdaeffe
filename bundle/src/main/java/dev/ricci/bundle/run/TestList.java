package dev.ricci.bundle.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** The test classes of a jar, and which of them a bundle leaves out: {@code tests.txt} is the list. */
record TestList(Map<String, Entry> entries) {
    private static final Pattern LINE = Pattern.compile("(never|slow)\\s+(\\S+)\\s+(\\S.*)");
    private static final String SUFFIX = "Test.class";

    /** @param word {@code never}, or {@code slow} for what a quick run leaves out */
    record Entry(String word, String reason) {}

    static TestList read() {
        try (InputStream in = TestList.class.getResourceAsStream("tests.txt")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestList parse(String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            Matcher m = LINE.matcher(line);
            if (!m.matches()) {
                throw new IllegalArgumentException("tests.txt: a word (never or slow), a class and a reason wanted; got '" + line + "'");
            }
            entries.put(m.group(2), new Entry(m.group(1), m.group(3)));
        });
        return new TestList(entries);
    }

    /** Why a class is not run; empty where it is. */
    Optional<String> leftOut(String testClass, boolean quick) {
        Entry e = entries.get(testClass);
        return e == null || e.word().equals("slow") && !quick ? Optional.empty() : Optional.of(e.reason());
    }

    /**
     * Every class of a jar whose name ends in Test, as Surefire chooses them, and holds a text, in capitals or not.
     *
     * <p>Those of the CUDA device come first: who has little time on a machine sees what only that machine can tell.
     */
    static List<String> classes(Path jar, String text) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(e -> e.getName())
                    .filter(name -> name.endsWith(SUFFIX) && !name.contains("$"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .filter(name -> holds(name, text))
                    .sorted(Comparator.comparing((String name) -> !holds(name, "cuda")).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static boolean holds(String name, String text) {
        return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
