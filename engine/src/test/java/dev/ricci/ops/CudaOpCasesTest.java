package dev.ricci.ops;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Devices;
import dev.ricci.cuda.CudaUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Every row on the CUDA device: all that its operations are made of, in float32 and float64, on views, and recorded. */
class CudaOpCasesTest extends OpQuestions {
    private static Backend before;

    @BeforeAll
    static void use() {
        Backend cuda = CudaUnderTest.device();
        before = Devices.current();
        Devices.use(cuda);
    }

    @AfterAll
    static void restore() {
        if (before != null) {
            Devices.use(before);
        }
    }
}
