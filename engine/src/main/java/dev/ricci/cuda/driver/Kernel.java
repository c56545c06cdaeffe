package dev.ricci.cuda.driver;

import jcuda.driver.CUfunction;
import jcuda.driver.JCudaDriver;

/** A function that runs on the device, found once in its module. */
public final class Kernel {
    private final Context context;
    private final String name;
    private final CUfunction function;
    private final Parameters parameters;

    Kernel(Context context, String name, CUfunction function, Parameters parameters) {
        this.context = context;
        this.name = name;
        this.function = function;
        this.parameters = parameters;
    }

    public String name() {
        return name;
    }

    /** Runs it over a line of blocks; returns before the work is done. A launch of no blocks does nothing. */
    public void launch(int grid, int block, int sharedBytes, Arguments a) {
        launch(grid, 1, 1, block, 1, sharedBytes, a);
    }

    /** Runs it over a box of blocks, each a rectangle of threads; returns before the work is done. */
    public void launch(int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes, Arguments a) {
        if (gridX == 0 || gridY == 0 || gridZ == 0) {
            return;
        }
        assert parameters.fit(a.sizes()); // known wherever assertions are on
        context.enter();
        try {
            context.touching(a.views());
            context.launches().note(name, gridX, gridY, gridZ, blockX * blockY);
            int status = JCudaDriver.cuLaunchKernel(function, gridX, gridY, gridZ, blockX, blockY, 1, sharedBytes, context.stream(),
                    a.raw(), null);
            if (status != DriverError.SUCCESS) {
                throw context.failure("launch of " + name, status);
            }
            context.afterLaunch();
        } finally {
            a.views().clear();
            context.leave();
        }
    }
}
