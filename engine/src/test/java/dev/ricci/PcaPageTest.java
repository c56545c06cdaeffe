package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every line of Java in docs/PCA.md is a line of {@link PcaExampleTest}, which runs it. */
class PcaPageTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void itsCodeIsRun() throws IOException {
        Path root = Repository.root();
        String page = Files.readString(root.resolve("docs/PCA.md"));
        List<String> tested = Files.readAllLines(root.resolve("engine/src/test/java/dev/ricci/PcaExampleTest.java")).stream()
                .map(line -> line.strip().replaceFirst("^private final ", ""))
                .toList();
        List<String> missing = new ArrayList<>();
        int lines = 0;
        for (Matcher block = JAVA.matcher(page); block.find();) {
            for (String line : block.group(1).lines().map(l -> l.replaceFirst("//.*", "").strip()).filter(l -> !l.isEmpty()).toList()) {
                lines++;
                if (!tested.contains(line)) {
                    missing.add(line);
                }
            }
        }
        assertTrue(lines > 15, "found " + lines + " lines");
        assertEquals(List.of(), missing);
    }
}
