package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.CustomFunction;
import dev.ricci.autograd.Derivatives;
import dev.ricci.autograd.Gradients;
import dev.ricci.autograd.Recompute;
import dev.ricci.data.Npy;
import dev.ricci.data.Npz;
import dev.ricci.optim.Step;
import dev.ricci.tensor.Extremes;
import dev.ricci.tensor.Fusion;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Key;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Sorted;
import dev.ricci.tensor.Tensor;
import dev.ricci.tensor.Unique;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/CHEATSHEET.md is true: its Java compiles, runs, and gives what stands beside it; and it has every operation there is. */
class CheatSheetTest {
    /** What concerns memory, history and devices from the inside. */
    private static final Set<String> INSIDE = Set.of("view", "self", "history", "parameter", "result", "counter", "isTracked", "equals",
            "hashCode", "toString", "isCurrent", "letGo");

    private static final List<Class<?>> SHOWN = List.of(Tensor.class, Generator.class, Key.class, Gradients.class, Derivatives.class,
            CustomFunction.class, Recompute.class, Sorted.class, Extremes.class, Unique.class, Npy.class, Npz.class);

    @Test
    void everyCellGivesWhatStandsBesideIt(@TempDir Path folder) throws Exception {
        CheatSheet sheet = CheatSheet.read();
        assertTrue(sheet.cells().size() > 250, "found " + sheet.cells().size() + " cells");
        List<String> wrong = new ArrayList<>();
        Set<Integer> seen = new TreeSet<>();
        ObjIntConsumer<Object> results = (result, line) -> {
            seen.add(line);
            for (CheatSheet.Cell cell : sheet.cells()) {
                if (cell.line() == line && !Shown.agrees(cell.gives(), result)) {
                    wrong.add(line + ": " + cell.code() + " gives " + Shown.text(result) + ", not " + cell.gives());
                }
            }
        };
        Object page = compiled(sheet, folder).getConstructor(Path.class, ObjIntConsumer.class).newInstance(folder, results);
        page.getClass().getMethod("run").invoke(page);
        assertEquals(List.of(), wrong);
        for (CheatSheet.Cell cell : sheet.cells()) {
            assertEquals(cell.gives().isEmpty(), !seen.contains(cell.line()), "line " + cell.line() + ": " + cell.code());
        }
    }

    private static Class<?> compiled(CheatSheet sheet, Path folder) throws IOException, ClassNotFoundException {
        Path source = Files.writeString(folder.resolve("Page.java"), sheet.source("Page"));
        var messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, "-nowarn", "-proc:none", "-implicit:none", "-cp",
                System.getProperty("java.class.path"), "-d", folder.toString(), source.toString());
        assertEquals(0, status, messages::toString);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, CheatSheetTest.class.getClassLoader()).loadClass("Page");
    }

    @Test
    void everyOperationIsThere() throws IOException {
        String page = Files.readString(CheatSheet.page());
        Set<String> missing = new TreeSet<>();
        for (Class<?> c : SHOWN) {
            for (Method m : c.getMethods()) {
                boolean ours = m.getDeclaringClass().getName().startsWith("dev.ricci") && !m.isSynthetic();
                if (ours && Modifier.isPublic(m.getModifiers()) && !INSIDE.contains(m.getName()) && !isCalled(page, m.getName())) {
                    missing.add(c.getSimpleName() + "." + m.getName());
                }
            }
        }
        for (Class<?> c : List.of(Parameter.class, Fusion.class, Step.class)) {
            assertTrue(page.contains(c.getSimpleName()), c.getName());
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void theReadmeShowsWhatIsRunHere() throws IOException {
        String readme = Files.readString(Repository.root().resolve("README.md"));
        int from = readme.indexOf("```java\nTensor queries");
        assertTrue(from > 0, "the example in README.md");
        String example = readme.substring(from, readme.indexOf("```\n", from + 3));
        assertTrue(Files.readString(CheatSheet.page()).contains(example), "README.md shows other code than " + CheatSheet.page());
    }

    private static boolean isCalled(String page, String name) {
        return Pattern.compile("\\b" + name + "\\(").matcher(page).find();
    }
}
