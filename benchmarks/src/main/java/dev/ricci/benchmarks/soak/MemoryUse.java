package dev.ricci.benchmarks.soak;

import dev.ricci.backend.Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is in use at one moment, in bytes.
 *
 * @param live    by tensors on the device
 * @param heap    by Java objects, after a collection
 * @param process by the process as the system counts it; 0 where the system does not say
 */
record MemoryUse(long live, long heap, long process) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static MemoryUse now(Backend device) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new MemoryUse(device.liveBytes(), heap, resident());
    }

    private static long resident() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException e) {
            return 0; // not Linux
        }
        return 0;
    }
}
