package dev.ricci.train;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/**
 * Samples to learn from or to be judged by: the first axis of both tensors counts them.
 *
 * @param features what is known of each
 * @param targets  what is to be predicted: int32 labels [n], or numbers in the shape of the network's output
 */
public record Samples(Tensor features, Tensor targets) {
    /** @throws IllegalArgumentException where there are none, or the numbers differ */
    public Samples {
        Check.rank("samples: features", features.shape(), 1, Integer.MAX_VALUE);
        Check.rank("samples: targets", targets.shape(), 1, Integer.MAX_VALUE);
        Check.sameLength("samples", "the numbers of features and targets", features.size(0), targets.size(0));
        if (features.size(0) == 0) {
            throw new IllegalArgumentException("samples: there are none, features have shape " + Arrays.toString(features.shape())
                    + "; check the file or the filter they come from");
        }
    }

    /** @throws IllegalArgumentException where a feature or a target is NaN or infinite; waits for the device */
    void checkFinite() {
        checkFinite("features", features);
        checkFinite("targets", targets);
    }

    private static void checkFinite(String what, Tensor t) {
        if (!t.dtype().isFloat()) {
            return;
        }
        try (Scope _ = Scope.open()) {
            // x - x is 0 for numbers and NaN for infinities and NaN
            double strange = Tensor.sum(X.sub(X).equal(of(0)).equal(of(0)), t.detach()).item();
            if (strange > 0) {
                throw new IllegalArgumentException("samples: " + (long) strange + " of the " + what + " are NaN or infinite; remove these"
                        + " samples, or replace the numbers");
            }
        }
    }

    public int count() {
        return features.size(0);
    }

    /** The samples from one to before another, without copying. */
    Samples slice(int from, int to) {
        return new Samples(features.slice(0, from, to), targets.slice(0, from, to));
    }
}
