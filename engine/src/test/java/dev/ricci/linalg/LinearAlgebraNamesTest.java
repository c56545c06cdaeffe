package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The names in docs/LINEAR-ALGEBRA.md are names that there are, and every class to start from is among them. */
@EnabledIf("isThere")
class LinearAlgebraNamesTest {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
    private static final Path PAGE = Path.of("../docs/LINEAR-ALGEBRA.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/ricci/linalg");
    private static final Set<String> PARTS = Set.of("IterativeSolution", "RandomProjection"); // results and options of the others

    static boolean isThere() {
        return Files.exists(PAGE) && Files.exists(SOURCES);
    }

    private static Class<?> named(String name) {
        for (String parent : List.of("dev.ricci.linalg.", "dev.ricci.learn.")) {
            try {
                return Class.forName(parent + name);
            } catch (ClassNotFoundException elsewhere) {
                // the next one
            }
        }
        throw new AssertionError("no class " + name);
    }

    @Test
    void everyNameIsPublic() throws IOException {
        List<MatchResult> names = NAME.matcher(Files.readString(PAGE)).results().toList();
        assertTrue(names.size() > 50, "found " + names.size());
        for (MatchResult name : names) {
            Class<?> c = named(name.group(1));
            assertTrue(Modifier.isPublic(c.getModifiers()), name.group());
            assertTrue(Arrays.stream(c.getMethods()).map(Method::getName).anyMatch(name.group(2)::equals), name.group());
        }
    }

    @Test
    void everyPublicClassIsThere() throws IOException {
        Set<String> told = new HashSet<>(PARTS);
        NAME.matcher(Files.readString(PAGE)).results().forEach(m -> told.add(m.group(1)));
        try (var files = Files.list(SOURCES)) {
            for (Path f : files.filter(p -> !p.endsWith("package-info.java")).toList()) {
                String name = f.getFileName().toString().replace(".java", "");
                assertTrue(told.contains(name) || !Modifier.isPublic(named(name).getModifiers()), name + " is not in " + PAGE);
            }
        }
    }
}
