package dev.ricci.linalg.accuracy;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.tensor.Tensor;
import java.util.function.Consumer;

/** A way to compute a factorisation: LAPACK, our own algorithms in Java, the kernels of a GPU (the emulated one where there is none). */
enum Place {
    LAPACK, JAVA, CUDA;

    private static final String BLAS = "ricci.blas";
    private static final String KERNELS = "ricci.cuda.factor";

    /** Runs a test here. Skips it where there is no such device. */
    void run(Consumer<Backend> test) {
        switch (this) {
            case LAPACK -> test.accept(Devices.open("cpu", DeviceOptions.DEFAULT));
            case JAVA -> with(BLAS, "off", () -> test.accept(Devices.open("cpu", DeviceOptions.DEFAULT)));
            case CUDA -> with(KERNELS, "device", () -> test.accept(CudaUnderTest.device()));
        }
    }

    /** The longest side that is asked for here: an emulated thread is no thread. */
    int most() {
        return switch (this) {
            case LAPACK -> 600;
            case JAVA -> 300;
            case CUDA -> CudaUnderTest.isEmulated() ? 100 : 600;
        };
    }

    static Tensor tensor(Backend device, Dense a, DType type) {
        return Tensor.of(a.values(), a.rows(), a.columns()).to(type).to(device);
    }

    static Dense dense(Tensor t) {
        return new Dense(t.size(-2), t.size(-1), t.toDoubles());
    }

    private static void with(String property, String value, Runnable test) {
        String before = System.getProperty(property);
        System.setProperty(property, value);
        try {
            test.run();
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }
}
