package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that say where to compute, and in which numbers. */
final class DeviceChoice {
    private static final int MOST_THREADS = 4096;

    @Option(names = "--device", paramLabel = "NAME", defaultValue = "auto",
            description = "Where to compute: auto (the fastest found), cpu, cuda (cuda:1 is the second GPU), or emulated: the CUDA kernels"
                    + " on the processor, slowly, to see them work. 'ricci devices' shows what there is.")
    private String device;

    @Option(names = "--dtype", paramLabel = "TYPE", defaultValue = "f32", description = "Numbers of 32 or 64 bits: f32 or f64.")
    private String dtype;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
            description = "Worker threads of the cpu; 0 for all processors. The results do not depend on it.")
    private int threads;

    void check() {
        check(device);
        dtype();
        if (threads < 0 || threads > MOST_THREADS) {
            throw Failure.ofUsage("--threads: 0 (all processors) to " + MOST_THREADS + ", got " + threads);
        }
    }

    /** Refuses what is not the name of a device, whether it is there or not. */
    static void check(String device) {
        int colon = device.indexOf(':');
        if (device.toLowerCase(Locale.ROOT).startsWith("gpu")) { // which is one letter from cpu, and not that is meant
            throw Failure.ofUsage("--device: unknown name '" + device + "'; GPUs are cuda, cuda:1 and so on; choose one of "
                    + String.join(", ", Words.DEVICES.names()));
        }
        Words.find(() -> Words.DEVICES.named(colon < 0 ? device : device.substring(0, colon)));
        if (colon >= 0 && !device.substring(colon + 1).matches("\\d{1,4}")) {
            throw Failure.ofUsage("--device: after the colon the number of the GPU, as in cuda:1, got '" + device + "'");
        }
    }

    /** Opens the device and makes it the one that new tensors go to. */
    Backend open() {
        Backend backend = Devices.open(device, new DeviceOptions(threads, 0));
        Devices.use(backend);
        return backend;
    }

    DType dtype() {
        return Words.find(() -> Words.TYPES.named(dtype));
    }

    /** The number of threads that are asked for, or that there are. */
    int threads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
