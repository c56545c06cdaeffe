package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages know each other as the diagram says, and every rule finds a breach that is planted. */
class LayersTest {
    private static final JavaClasses ENGINE =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.ricci");

    static List<ArchRule> rules() {
        return Layers.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theEngineKeepsTheRule(ArchRule rule) {
        rule.check(ENGINE);
    }

    @Test
    void theEngineWasRead() {
        assertTrue(ENGINE.contain("dev.ricci.backend.Backend"));
        assertFalse(ENGINE.contain("dev.ricci.LayersTest"));
    }

    @Test
    void demosUseThePublicHalf() throws IOException {
        for (SourceFile file : SourceFile.read(Repository.sources("demos"))) {
            for (String name : file.imports()) {
                boolean device = name.startsWith("dev.ricci.cpu.") || name.startsWith("dev.ricci.cuda.");
                assertFalse(device, file.path() + " imports " + name);
            }
        }
    }

    @Test
    void aBackendThatKnowsTensorsIsFound(@TempDir Path folder) throws IOException {
        assertBroken(folder, "cpu imports nothing of ours but [formula, backend]", "tensor", "", "cpu", "dev.ricci.tensor.A a;");
    }

    @Test
    void aTensorThatKnowsADeviceIsFound(@TempDir Path folder) throws IOException {
        assertBroken(folder, "tensor imports nothing of ours but [formula, backend]", "cuda", "", "tensor", "dev.ricci.cuda.A a;");
    }

    @Test
    void theVectorApiOutsideTheCpuIsFound(@TempDir Path folder) throws IOException {
        assertBroken(folder, "only cpu names the Vector API", "tensor", "jdk.incubator.vector.FloatVector v;", "cpu", "");
    }

    @Test
    void aNativeCallOutsideTheDevicesIsFound(@TempDir Path folder) throws IOException {
        assertBroken(folder, "only the devices call native code", "linalg", "java.lang.foreign.Linker l;", "cpu", "");
    }

    @Test
    void blasAndJCudaInTheWrongPlaceAreFound(@TempDir Path folder) throws IOException {
        JavaClasses found = compiled(
                folder,
                Map.of(
                        "jcuda.driver", "public class A {}",
                        "org.bytedeco.openblas", "public class A {}",
                        "dev.ricci.cuda", "public class A { org.bytedeco.openblas.A a; }",
                        "dev.ricci.cpu", "public class A { jcuda.driver.A a; }"));
        assertEquals(List.of("only cpu names a BLAS", "only cuda names JCuda"), broken(found));
    }

    @Test
    void aPackageWithoutAPlaceIsFound(@TempDir Path folder) throws IOException {
        assertBroken(folder, "every package has a place in the diagram", "attic", "", "formula", "");
    }

    @Test
    void aCycleIsFound(@TempDir Path folder) throws IOException {
        String rule = "slices matching 'dev.ricci.(**)' should be free of cycles";
        assertBroken(folder, rule, "cpu.one", "dev.ricci.cpu.A a;", "cpu", "dev.ricci.cpu.one.A a;");
    }

    /** Two classes, each {@code A} in its package with the given member: exactly the named rule is broken. */
    private static void assertBroken(Path folder, String rule, String first, String member, String second, String other)
            throws IOException {
        JavaClasses found = compiled(
                folder,
                Map.of(
                        "dev.ricci." + first, "public class A { " + member + " }",
                        "dev.ricci." + second, "public class A { " + other + " }"));
        assertEquals(List.of(rule), broken(found));
    }

    private static List<String> broken(JavaClasses classes) {
        return Layers.rules().stream()
                .filter(rule -> rule.evaluate(classes).hasViolation())
                .map(ArchRule::getDescription)
                .toList();
    }

    /** Compiles class {@code A} of every package, without any other class of the engine in sight. */
    private static JavaClasses compiled(Path folder, Map<String, String> classes) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path made = Files.createDirectories(folder.resolve("classes"));
        List<String> options = new ArrayList<>(
                List.of("--add-modules", "jdk.incubator.vector", "-nowarn", "-cp", made.toString(), "-d", made.toString()));
        for (Map.Entry<String, String> entry : classes.entrySet()) {
            Path file = sources.resolve(entry.getKey()).resolve("A.java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "package " + entry.getKey() + ";\n" + entry.getValue() + "\n");
            options.add(file.toString());
        }
        var messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, options.toArray(String[]::new));
        assertEquals(0, status, messages::toString);
        return new ClassFileImporter().importPath(made);
    }
}
