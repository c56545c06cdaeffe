package dev.ricci.cpu;

import dev.ricci.backend.Backend;
import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Finding;
import java.util.List;

/** Opens the processor as a device; it always can. */
public final class CpuProvider implements BackendProvider {
    private static final int LOW = 0;

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public int preference() {
        return LOW;
    }

    @Override
    public List<Finding> findings() {
        return Machine.findings();
    }

    @Override
    public Backend open(DeviceOptions options) {
        if (options.ordinal() != 0) {
            throw new IllegalArgumentException("cpu: there is no device " + options.ordinal() + "; there is one, of number 0");
        }
        return new Cpu(options);
    }
}
