package dev.ricci.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Hands out the PTX text of Ricci's CUDA kernels by the name of their source file. */
public final class Kernels {
    private Kernels() {}

    /**
     * Returns the PTX made from {@code src/main/cuda/NAME.cu}, ready for {@code cuModuleLoadData}.
     *
     * @throws IllegalArgumentException if no kernel file has this name
     */
    public static String ptx(String name) {
        String path = name + ".ptx";
        try (InputStream in = Kernels.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("ptx: no kernel file '" + name + "'; the names are those in cuda-kernels/src/main/cuda");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("ptx: " + path + " cannot be read", e);
        }
    }
}
