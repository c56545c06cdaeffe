package dev.ricci.cuda.library;

import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.DeviceAddress;
import dev.ricci.cuda.driver.Driver;
import dev.ricci.cuda.driver.Raw;
import dev.ricci.kernels.Emulator;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.driver.JCudaDriver;

/** A JVM of its own on the emulated device, since JCublas2's native is loaded once a process: tells how cuBLAS runs there. */
final class CublasProcess {
    private CublasProcess() {}

    /** Takes the major versions that may be found, as in 13 or 12,13. */
    public static void main(String[] args) {
        Driver.loadEmulated();
        List<String> majors = List.of(args[0].split(","));
        CublasLibrary library = CublasLibrary.load(soname -> {
            Path path = Emulator.build().folder().resolve(soname);
            return majors.contains(soname.substring(soname.lastIndexOf('.') + 1)) && Files.exists(path)
                    ? Optional.of(new LibraryPlace(path, "emulated"))
                    : Optional.empty();
        }, CublasLibrary.Use.setting());
        System.out.println(library.describe());
        try (Context context = new Context("cuda", 0); Cublas cublas = library.open(context)) {
            System.out.println(product(context, cublas, Gemm.Kind.FLOAT32) + " " + product(context, cublas, Gemm.Kind.TF32));
            System.out.println(refused(context, cublas));
            context.enter(); // to close cuBLAS
        }
    }

    /** [[1 2] [3 4]] [[1] [10]] = [[21] [43]], by columns. */
    private static String product(Context context, Cublas cublas, Gemm.Kind kind) {
        return context.within(() -> {
            long at = context.allocate(64).address();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment host = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 3, 2, 4, 1, 10, Float.NaN, Float.NaN);
                JCudaDriver.cuMemcpyHtoD(DeviceAddress.of(at), new Raw(host.address()), 32);
                cublas.multiply(new Gemm(kind, false, false, 2, 1, 2, 1, at, 2, 0, at + 16, 2, 0, 0, at + 24, 2, 0, 1));
                JCudaDriver.cuStreamSynchronize(context.stream());
                JCudaDriver.cuMemcpyDtoH(new Raw(host.address()), DeviceAddress.of(at), 32);
                return host.getAtIndex(ValueLayout.JAVA_FLOAT, 6) + " " + host.getAtIndex(ValueLayout.JAVA_FLOAT, 7);
            }
        });
    }

    private static String refused(Context context, Cublas cublas) {
        try {
            context.within(() -> {
                cublas.multiply(new Gemm(Gemm.Kind.FLOAT32, false, false, -1, 1, 2, 1, 0, 2, 0, 0, 2, 0, 0, 0, 2, 0, 1));
                return null;
            });
            return "accepted";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** Starts one with more options of the JVM. */
    static Process start(String majors, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        for (String property : new String[] {"ricci.emulator", "ricci.emulator.sanitize", "ricci.cache"}) {
            if (System.getProperty(property) != null) {
                command.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        command.addAll(List.of(options));
        command.addAll(List.of(CublasProcess.class.getName(), majors));
        return new ProcessBuilder(command).redirectErrorStream(true).directory(Files.createTempDirectory("cublas").toFile()).start();
    }

    /** Its output, when it has ended well; else an error with the output. */
    static String output(Process p) throws IOException, InterruptedException {
        String text = new String(p.getInputStream().readAllBytes());
        int status = p.waitFor();
        if (status != 0) {
            throw new AssertionError("status " + status + ": " + text);
        }
        return text;
    }
}
