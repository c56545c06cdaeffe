package dev.ricci.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Devices;
import dev.ricci.backend.DeviceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that cannot be used, made by the C compiler: each gives one line with reason and remedy, and none ends the JVM. */
class DriverTest {
    private static final String NO_DEVICE = "100";

    @TempDir private Path folder;

    /** What a JVM of its own answers to --device cuda; a process can have one driver. */
    static final class Asked {
        private Asked() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) { // the second time must not fail in another way
                try {
                    Devices.open("cuda", DeviceOptions.DEFAULT).close();
                    System.out.println("opened");
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private String asked() throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Asked.class.getName());
        java.environment().put("LD_LIBRARY_PATH", folder.toString());
        java.environment().remove("LD_PRELOAD");
        Process process = java.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        List<String> lines = said.lines().filter(l -> !l.startsWith("WARNING")).toList();
        assertEquals(2, lines.size(), said);
        assertEquals(lines.get(0), lines.get(1));
        return lines.getFirst();
    }

    private void driver(String version, String init, List<String> functions) throws IOException, InterruptedException {
        StringBuilder c = new StringBuilder("int cuDriverGetVersion(int* v) { *v = " + version + "; return 0; }\n");
        c.append("int cuInit(unsigned flags) { return ").append(init).append("; }\n");
        functions.stream().filter(f -> !f.equals("cuInit") && !f.equals("cuDriverGetVersion"))
                .forEach(f -> c.append("int ").append(f).append("() { return 801; }\n"));
        Path source = Files.writeString(folder.resolve("driver.c"), c);
        Process compiler;
        try {
            compiler = new ProcessBuilder("g++", "-x", "c", "-shared", "-fPIC", "-Wl,-soname,libcuda.so.1", "-o",
                    folder.resolve("libcuda.so.1").toString(), source.toString()).inheritIO().start();
        } catch (IOException e) {
            assumeTrue(false, "no g++ to make a driver with");
            return;
        }
        assertEquals(0, compiler.waitFor());
    }

    @Test
    void aDriverThatIsTooOld() throws Exception {
        driver("10020", "0", DriverFunctions.NAMES);
        assertEquals("cuda: the driver is of CUDA 10.2, and 11.4 or newer is needed; update the NVIDIA driver (470 or newer)", asked());
    }

    @Test
    void aDriverWithoutAFunctionThatIsCalled() throws Exception {
        driver("12040", "0", DriverFunctions.NAMES.stream().filter(f -> !f.equals("cuGraphInstantiateWithFlags")).toList());
        assertEquals("cuda: the driver of CUDA 12.4 has no cuGraphInstantiateWithFlags; update the NVIDIA driver", asked());
    }

    @Test
    void aDriverWithoutADevice() throws Exception {
        assumeTrue(PrivateNatives.has("JCudaDriver"), Driver.NO_NATIVE);
        driver("12040", NO_DEVICE, DriverFunctions.NAMES);
        String said = asked();
        assertTrue(said.startsWith("cuda: no device (cuInit: CUDA_ERROR_NO_DEVICE); ") && said.contains("CUDA_VISIBLE_DEVICES"), said);
    }

    @Test
    void aFileThatIsNoLibrary() throws Exception {
        Files.writeString(folder.resolve("libcuda.so.1"), "cut short");
        String said = asked();
        assertTrue(said.startsWith("cuda: no NVIDIA driver (libcuda.so.1 "), said);
    }
}
