package dev.ricci.kernels;

import java.nio.file.Path;

/** The folder in which the emulated device's libraries lie, under the names of the real ones. */
public record EmulatedLibraries(Path folder) {
    /** The CUDA driver. */
    public Path driver() {
        return folder.resolve("libcuda.so.1");
    }

    /** cuBLAS of CUDA 12, against which JCublas2's native is linked. */
    public Path cublas12() {
        return folder.resolve("libcublas.so.12");
    }

    /** cuBLAS of CUDA 13. */
    public Path cublas13() {
        return folder.resolve("libcublas.so.13");
    }

    /** The compiler of kernels at run time. */
    public Path nvrtc() {
        return folder.resolve("libnvrtc.so.13");
    }
}
