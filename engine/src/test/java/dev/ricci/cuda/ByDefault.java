package dev.ricci.cuda;

import dev.ricci.backend.Devices;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.opentest4j.TestAbortedException;

/**
 * With {@code -Dricci.test.default=cuda}, tests that name no device run on the CUDA device, the emulated one where there is no GPU: the
 * engine's own tests, unchanged, once more. Where neither can be opened they run on the CPU, and one line says so.
 */
public final class ByDefault implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if ("cuda".equals(System.getProperty("ricci.test.default"))) {
            try {
                Devices.use(CudaUnderTest.device());
            } catch (TestAbortedException e) {
                return; // why there is none has been said
            }
        }
    }
}
