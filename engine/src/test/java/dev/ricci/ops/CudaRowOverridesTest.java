package dev.ricci.ops;

import dev.ricci.backend.Backend;
import dev.ricci.cuda.CudaUnderTest;

/** Those of the CUDA device. */
class CudaRowOverridesTest extends RowOverrides {
    @Override
    Backend device() {
        return CudaUnderTest.device();
    }
}
