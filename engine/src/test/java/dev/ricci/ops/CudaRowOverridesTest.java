package dev.ricci.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.cpu.Samples.Lie;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.driver.Emulation;
import org.junit.jupiter.api.Test;

/** Those of the CUDA device. */
class CudaRowOverridesTest extends RowOverrides {
    /** One row length for each version of the kernels in float32. */
    private static final int[] VERSIONS = {20, 200, 1000, 5000, 9000};

    @Override
    Backend device() {
        return CudaUnderTest.device();
    }

    /** Threads and blocks in reverse, work that waits until someone waits for it: no version counts on an order. */
    @Test
    void inReverse() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device has an order to reverse");
        Emulation.order(1);
        Emulation.delayed(true);
        try {
            for (Operation operation : operations()) {
                for (int n : VERSIONS) {
                    check(operation, DType.FLOAT32, 1, new Lie[] {Lie.DENSE, Lie.DENSE, Lie.DENSE}, 3, n);
                    check(operation, DType.FLOAT32, 0, new Lie[] {Lie.DENSE, Lie.DENSE, Lie.DENSE}, n, 3);
                }
            }
            crossEntropy(DType.FLOAT32);
            layerNorm(DType.FLOAT32);
        } finally {
            Emulation.order(0);
            Emulation.delayed(false);
        }
    }
}
