package dev.ricci.demos.scaling;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.nn.Losses;
import dev.ricci.nn.Mode;
import dev.ricci.nn.Network;
import dev.ricci.nn.Sequential;
import dev.ricci.optim.Adam;
import dev.ricci.optim.Optimizer;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;

/** How many samples a second a network of one hidden layer learns from: forward, backward and Adam, the batch already on the device. */
final class TrainingSpeed {
    private static final int INPUTS = 784;
    private static final int CLASSES = 10;

    /** The best of some short runs: what else the machine does makes a run slower, never faster. */
    private static final int RUNS = 5;

    private final double seconds;

    /** @param seconds for each measurement, after half as long a warm-up */
    TrainingSpeed(double seconds) {
        this.seconds = seconds;
    }

    /** Lets the JVM compile what the measurements run, so that the first of them is as fast as the others. */
    void warmUp(Backend device) {
        for (int width = 32; width <= 256; width *= 2) {
            samplesPerSecond(device, width, 64);
        }
    }

    double samplesPerSecond(Backend device, int width, int batch) {
        Backend before = Devices.current();
        Devices.use(device);
        try (Scope _ = Scope.open()) {
            Sequential network = Network.of(INPUTS, CLASSES).withHidden(width).build(1);
            Optimizer optimizer = Optimizer.of(new Adam(), network.parameters());
            Tensor x = new Generator(2).uniform(DType.FLOAT32, batch, INPUTS);
            Tensor labels = Tensor.zeros(DType.INT32, batch);
            Runnable step = () -> {
                try (Scope _ = Scope.open()) {
                    optimizer.step(Gradients.of(Losses.crossEntropy(network.forward(x, Mode.TRAINING), labels)));
                }
            };
            rate(device, step, seconds / 2);
            double best = 0;
            for (int i = 0; i < RUNS; i++) {
                best = Math.max(best, rate(device, step, seconds / RUNS));
            }
            return batch * best;
        } finally {
            Devices.use(before);
        }
    }

    /** Steps a second; the device is waited for at the end, and now and then, so that it cannot fall far behind. */
    private static double rate(Backend device, Runnable step, double seconds) {
        long begun = System.nanoTime();
        long steps = 0;
        double passed = 0;
        while (passed < seconds) {
            for (int i = 0; i < 4; i++) {
                step.run();
            }
            steps += 4;
            device.finish();
            passed = (System.nanoTime() - begun) / 1e9;
        }
        return steps / passed;
    }

    /** The operations of one sample, 2 an element: two products forward; backward one for each weight and one for the hidden layer. */
    static double flopsPerSample(int width) {
        double first = 2.0 * INPUTS * width;
        double second = 2.0 * CLASSES * width;
        return 2 * first + 3 * second;
    }
}
