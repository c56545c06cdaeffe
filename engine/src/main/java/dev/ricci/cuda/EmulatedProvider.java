package dev.ricci.cuda;

import dev.ricci.backend.Backend;
import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Finding;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Driver;
import java.util.List;

/** Opens the emulated CUDA device: the CUDA backend and its kernels on any Linux machine with g++, slowly, to see them work. */
public final class EmulatedProvider implements BackendProvider {
    private static final int LAST = -100;

    @Override
    public String name() {
        return "emulated";
    }

    @Override
    public int preference() {
        return LAST;
    }

    @Override
    public boolean isAutomatic() {
        return false;
    }

    @Override
    public List<Finding> findings() {
        return Doctor.emulatedFindings();
    }

    @Override
    public Backend open(DeviceOptions options) {
        Driver driver = Driver.loadEmulated();
        return new Cuda(name(), driver, new Context(name(), options.ordinal()));
    }
}
