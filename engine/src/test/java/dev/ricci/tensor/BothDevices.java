package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;

/** Runs a test on the device in use and on the CUDA device. */
final class BothDevices {
    private BothDevices() {}

    static void run(Runnable test) {
        Backend before = Devices.current();
        try (Scope _ = Scope.open()) {
            test.run();
        }
        Devices.use(CudaUnderTest.device());
        try (Scope _ = Scope.open()) {
            test.run();
        } finally {
            Devices.use(before);
        }
    }
}
