package dev.ricci.cuda;

import dev.ricci.backend.Backend;
import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Finding;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Driver;
import java.util.List;

/** Opens NVIDIA GPUs, where there is a driver; the first choice of {@code --device auto}. */
public final class CudaProvider implements BackendProvider {
    private static final int HIGH = 100;

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public int preference() {
        return HIGH;
    }

    @Override
    public List<Finding> findings() {
        return Doctor.findings();
    }

    @Override
    public Backend open(DeviceOptions options) {
        Driver driver = Driver.load();
        return new Cuda(name(), driver, new Context(name(), options.ordinal()));
    }
}
