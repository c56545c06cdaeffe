package dev.ricci.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.driver.Emulation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Every row on the emulated device with threads and blocks in reverse and work that waits until someone waits for it: kernels that count
 * on an order, and calls that forget to wait, give other numbers here.
 */
class CudaReversedOpCasesTest extends CudaQuestions {
    @BeforeAll
    static void reverse() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device has an order to reverse");
        Emulation.order(1);
        Emulation.delayed(true);
    }

    @AfterAll
    static void forwards() {
        if (CudaUnderTest.isEmulated()) {
            Emulation.order(0);
            Emulation.delayed(false);
        }
    }
}
