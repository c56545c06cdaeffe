package dev.ricci.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Hands out the PTX text of Ricci's CUDA kernels by the name of their source file. */
public final class Kernels {
    private Kernels() {}

    /**
     * Returns the PTX made from {@code src/main/cuda/NAME.cu}, ready for {@code cuModuleLoadData}.
     *
     * @throws IllegalArgumentException if no kernel file has this name
     */
    public static String ptx(String name) {
        return text(name + ".ptx", () -> "ptx: no kernel file '" + name + "'; the names are those in cuda-kernels/src/main/cuda");
    }

    /**
     * Returns a text of {@code src/main/cuda} by its file name, for compilers at run time: {@code map.cuh}.
     *
     * @throws IllegalArgumentException if no file has this name
     */
    public static String source(String file) {
        return text("cuda/" + file, () -> "source: no file '" + file + "' in cuda-kernels/src/main/cuda").replace("\r\n", "\n");
    }

    /**
     * PTX that older drivers take too: nvcc and NVRTC write their own, newest version; 6.3 is the floor for compute capability 7.5. The
     * hint which bytes of a load are used is newer than that, and says nothing about what is computed.
     */
    public static String lowered(String ptx) {
        return ptx.replaceFirst("(?m)^\\.version .*$", ".version 6.3").replaceAll("(?m)^\\s*\\.pragma \"used_bytes_mask.*\\R", "");
    }

    private static String text(String path, Supplier<String> missing) {
        try (InputStream in = Kernels.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException(missing.get());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("kernels: " + path + " cannot be read", e);
        }
    }
}
