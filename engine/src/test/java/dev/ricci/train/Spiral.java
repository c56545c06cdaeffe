package dev.ricci.train;

import dev.ricci.data.Dataset;
import dev.ricci.nn.Network;
import dev.ricci.nn.Sequential;
import dev.ricci.tensor.Tensor;
import java.util.Random;

/** Two arms of a spiral: no line parts them, a small network does. */
final class Spiral {
    private Spiral() {}

    static Dataset samples(int n, long seed) {
        Random random = new Random(seed);
        float[] x = new float[2 * n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % 2;
            double r = (i + 1.0) / n;
            double angle = 4 * r + Math.PI * y[i] + 0.1 * random.nextGaussian();
            x[2 * i] = (float) (2 * r * Math.cos(angle));
            x[2 * i + 1] = (float) (2 * r * Math.sin(angle));
        }
        return new Dataset(Tensor.of(x, n, 2), Tensor.of(y, n));
    }

    static Sequential network(long seed) {
        return Network.of(2, 2).withHidden(16, 16).withActivation("tanh").build(seed);
    }
}
