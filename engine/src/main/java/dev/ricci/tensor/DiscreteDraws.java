package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;

/**
 * Random integers, truth values and orders: the same bits on every device and for any number of threads.
 *
 * <p>Parameters are numbers, which come before the shape and are checked, or tensors, which stretch to the shape that is wanted and give
 * their own where none is. Results have no history.
 */
public sealed interface DiscreteDraws extends DrawSource permits Draws {
    /** Even over all 32-bit numbers. */
    default Tensor bits(int... shape) {
        return Sampling.draw(this, 0, Draw.BITS, DType.INT32, shape, device());
    }

    /** Even on low, ..., high - 1, each as likely as the others (Lemire 2019); int32. */
    default Tensor integers(long low, long high, int... shape) {
        if (low < Integer.MIN_VALUE || high > Integer.MAX_VALUE + 1L || low >= high) {
            throw new IllegalArgumentException("integers: from low to below high, both int32 (high may be 2^31), got " + low
                    + " and " + high);
        }
        Tensor from = Creating.full(device(), DType.FLOAT64, low);
        Tensor count = Creating.full(device(), DType.FLOAT64, high - low);
        return Sampling.draw(this, 0, Draw.INTEGERS, DType.INT32, shape, device(), from, count);
    }

    /** True with probability p, to 2^-32; bool. */
    default Tensor bernoulli(double p, int... shape) {
        Sampling.check("bernoulli", "the probability", p, "from 0 to 1", v -> v >= 0 && v <= 1);
        return bernoulli(Creating.full(device(), DType.FLOAT64, p), shape);
    }

    /** True with probabilities p; where p is NaN or outside [0, 1] false. */
    default Tensor bernoulli(Tensor p, int... shape) {
        int[] full = Sampling.shape("bernoulli", shape, p);
        return Sampling.draw(this, 0, Draw.BERNOULLI, DType.BOOL, full, p.backend(), p);
    }

    /** The number of events of which mean are expected, a mean of at most 2^30; int32. */
    default Tensor poisson(double mean, int... shape) {
        Sampling.check("poisson", "the mean", mean, "from 0 to 2^30", v -> v >= 0 && v <= Draw.MOST_MEAN);
        return poisson(Creating.full(device(), DType.FLOAT64, mean), shape);
    }

    /** The numbers of events of which means are expected; -1 where a mean is NaN, negative or above 2^30. */
    default Tensor poisson(Tensor mean, int... shape) {
        int[] full = Sampling.shape("poisson", shape, mean);
        return Sampling.draw(this, 0, Draw.POISSON, DType.INT32, full, mean.backend(), mean);
    }

    /**
     * Indices of the last axis of probabilities, which need not sum to 1; int32, in the shape of the other axes or one that those
     * stretch to. The index with the largest p / e for exponential numbers e in float64, so every index is drawn in proportion to its
     * p. In a row with a p that is NaN or negative it is the first of those, in a row of zeros 0.
     */
    default Tensor categorical(Tensor probabilities, int... shape) {
        return race("categorical", Race.PROBABILITIES, probabilities, shape);
    }

    /** Indices of the last axis, in proportion to exp(logits): those with the largest sum of logit and Gumbel number (Gumbel-max). */
    default Tensor categoricalOfLogits(Tensor logits, int... shape) {
        return race("categoricalOfLogits", Race.LOGITS, logits, shape);
    }

    private Tensor race(String op, Race race, Tensor weights, int... wanted) {
        Check.rank(op, weights.shape(), 1, Integer.MAX_VALUE);
        int k = weights.size(-1);
        Check.notEmpty(op + ", the last axis", weights.shape(), k);
        int[] own = Arrays.copyOf(weights.shape(), weights.rank() - 1);
        int[] shape = wanted.length == 0 ? own : wanted.clone();
        Check.shape(op, shape);
        Check.stretches(own, shape);
        try (Scope scope = Scope.open()) {
            int[] full = Arrays.copyOf(shape, shape.length + 1);
            full[shape.length] = k;
            return scope.keep(race.scores(this, weights, full).argmax(-1));
        }
    }

    /**
     * count different indices of the last axis of probabilities, drawn one after the other in proportion to what is left; int32,
     * [.., count] (Efraimidis and Spirakis 2006). Indices of probability 0 come last.
     */
    default Tensor withoutReplacement(Tensor probabilities, int count) {
        Check.rank("withoutReplacement", probabilities.shape(), 1, Integer.MAX_VALUE);
        try (Scope scope = Scope.open()) {
            Tensor scores = Race.PROBABILITIES.scores(this, probabilities, probabilities.shape());
            return scope.keep(scores.topK(count, -1).order());
        }
    }

    /** 0, 1, ..., n - 1 in random order; int32. See {@link dev.ricci.backend.Backend#permutation}. */
    default Tensor permutation(int n) {
        Check.shape("permutation", n);
        return order(device().allocate(DType.INT32, n));
    }

    /** The slices of x along axis 0 in random order, the same order for all that stands in a slice. */
    default Tensor shuffle(Tensor x) {
        Check.rank("shuffle", x.shape(), 1, Integer.MAX_VALUE);
        return x.gather(order(x.backend().allocate(DType.INT32, x.size(0))), 0);
    }

    private Tensor order(View out) {
        try (Scope _ = Scope.open()) {
            out.backend().permutation(out, counter(out.backend(), 0));
        }
        return Tensor.of(out);
    }
}
