package dev.ricci.cuda;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;

/**
 * The CUDA device that tests use: the machine's own GPU where there is one, else the emulated device.
 *
 * <p>The property {@code ricci.test.device} ({@code cuda} or {@code emulated}) decides by force. Where neither can be opened the tests
 * are skipped, and one line on the standard error says why.
 */
public final class CudaUnderTest {
    private static Backend device;
    private static String refused;

    private CudaUnderTest() {}

    /** The one device of this JVM; it stays open. Skips the test where there is none. */
    public static synchronized Backend device() {
        if (device == null && refused == null) {
            try {
                device = open();
            } catch (IllegalStateException e) {
                refused = e.getMessage();
                System.err.println("CUDA tests are skipped: " + refused);
            }
        }
        if (device == null) {
            abort(refused);
        }
        return device;
    }

    /** Whether tests run on the emulated device, whose modes they may then use. */
    public static boolean isEmulated() {
        return device().name().equals("emulated");
    }

    private static Backend open() {
        String wish = System.getProperty("ricci.test.device", "");
        if (!wish.isEmpty()) {
            return Devices.open(wish, DeviceOptions.DEFAULT);
        }
        try {
            return Devices.open("cuda", DeviceOptions.DEFAULT);
        } catch (IllegalStateException e) {
            return Devices.open("emulated", DeviceOptions.DEFAULT);
        }
    }
}
