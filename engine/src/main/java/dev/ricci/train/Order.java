package dev.ricci.train;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.SplittableRandom;

/** The order of the samples in an epoch, on the device: a random permutation that depends on seed and epoch alone. */
final class Order {
    private final int count;
    private final long seed;
    private final Parameter indices;

    Order(Backend device, int count, long seed) {
        this.count = count;
        this.seed = seed;
        try (Scope _ = Scope.open()) {
            indices = new Parameter(Tensor.of(new int[count], count).to(device));
        }
    }

    long seed() {
        return seed;
    }

    /** Shuffles for an epoch, by Fisher and Yates (Durstenfeld 1964). */
    void shuffle(int epoch) {
        SplittableRandom random = new SplittableRandom(seed ^ epoch * 0x9E3779B97F4A7C15L);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        try (Scope _ = Scope.open()) {
            indices.set(Tensor.of(order, count).to(indices.view().backend()));
        }
    }

    /** The samples at these places of the order. */
    Samples batch(Samples all, int from, int to) {
        Tensor index = indices.value().slice(0, from, to);
        return new Samples(all.features().gather(index, 0), all.targets().gather(index, 0));
    }
}
