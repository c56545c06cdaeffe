package dev.ricci.backend;

import dev.ricci.formula.Formula;
import java.util.Arrays;

/**
 * A distribution of random numbers, drawn from Philox4x32-10 words (Salmon, Moraes, Dror, Shaw 2011), the same bits on every device.
 *
 * <p>What is computed from words is computed in double, every step rounded by itself, logarithm and exponential as fdlibm's, and
 * rounded once into the type of the result. Below p stands for (w + 1/2) 2^-32 for all 32 bits w of a word where FLOAT32 or BOOL is
 * drawn, and for (v + 1/2) 2^-52 for the upper 52 bits v of two words elsewhere: never 0 or 1.
 *
 * <p>Where a parameter is NaN or out of its range the number is NaN, in BOOL false, in INT32 -1.
 */
public enum Draw {
    /** The generator's 32-bit words as they are; into INT32. */
    BITS(0, DType.INT32),
    /** Even on [0, 1): the upper 24 bits of a word times 2^-24 into FLOAT32, the upper 53 of two words times 2^-53 into FLOAT64. */
    UNIFORM(0, DType.FLOAT32, DType.FLOAT64),
    /** Mean 0, variance 1: the inverse of the normal distribution at p (Wichura 1988, AS 241, PPND16). */
    NORMAL(0, DType.FLOAT32, DType.FLOAT64),
    /** Mean 1: -log p. */
    EXPONENTIAL(0, DType.FLOAT32, DType.FLOAT64),
    /** The standard Gumbel distribution: -log(-log p). */
    GUMBEL(0, DType.FLOAT32, DType.FLOAT64),
    /** True with the probability of the parameter, from 0 to 1: where it is above p. */
    BERNOULLI(1, DType.BOOL),
    /** Even on low, low + 1, ..., low + count - 1, for the parameters low and count, 1 to 2^32: Lemire 2019, algorithm 5, without bias. */
    INTEGERS(2, DType.INT32),
    /** The standard normal distribution between the parameters low and high, by its inverse at p. */
    TRUNCATED_NORMAL(2, DType.FLOAT32, DType.FLOAT64),
    /** The gamma distribution of the parameter shape and scale 1 (Marsaglia and Tsang 2000). */
    GAMMA(1, DType.FLOAT32, DType.FLOAT64),
    /** The beta distribution of the parameters a and b: from the logarithms of two gamma variates. */
    BETA(2, DType.FLOAT32, DType.FLOAT64),
    /** The Poisson distribution of the parameter mean, 0 to 2^30: by search below 10, from there by Hörmann 1993, PTRS. */
    POISSON(1, DType.INT32);

    /** The largest mean of POISSON, so that its numbers are int32. */
    public static final double MOST_MEAN = 0x1p30;

    private final int parameters;
    private final DType[] types;

    Draw(int parameters, DType... types) {
        this.parameters = parameters;
        this.types = types;
    }

    /** The number of parameters. */
    public int parameters() {
        return parameters;
    }

    /** Whether each number may need several attempts, with a block of words for each. */
    public boolean isByAttempts() {
        return this == GAMMA || this == BETA || this == POISSON;
    }

    /** The elements drawn from one block of four words. */
    public int perBlock(DType out) {
        return isByAttempts() ? 1 : out == DType.FLOAT64 ? 2 : 4;
    }

    /** The blocks that n elements use up. */
    public long blocks(DType out, long n) {
        int per = perBlock(out);
        return (n + per - 1) / per;
    }

    /** Whether a type can hold the distribution. */
    public boolean fits(DType out) {
        return Arrays.asList(types).contains(out);
    }

    /** @throws IllegalArgumentException where out's type cannot hold the distribution or the parameters are too many or too few */
    public void check(View out, View... given) {
        if (!fits(out.dtype())) {
            throw new IllegalArgumentException("random: " + this + " into " + out.dtype() + "; it goes into " + Arrays.toString(types));
        }
        if (given.length != parameters) {
            throw new IllegalArgumentException("random: " + this + " has " + parameters + " parameters, got " + given.length);
        }
    }

    /**
     * The parameters as devices read them: in FLOAT64, either dense in the shape of out or one element repeated by strides of 0.
     * Allocates in the open scope where that is not so already.
     */
    public static View[] plain(View... parameters) {
        View[] plain = parameters.clone();
        for (int i = 0; i < plain.length; i++) {
            View v = plain[i];
            boolean one = isOne(v);
            if (v.dtype() == DType.FLOAT64 && (one || v.layout().isDense())) {
                continue;
            }
            View from = one ? v.with(new Layout(new int[] {1}, new long[] {1}, v.layout().offset())) : v;
            plain[i] = v.backend().allocate(DType.FLOAT64, from.shape());
            v.backend().map(Formula.X, plain[i], from);
            if (one) {
                plain[i] = plain[i].with(new Layout(v.shape(), new long[v.rank()], 0));
            }
        }
        return plain;
    }

    /** Whether all elements of a view are one in memory. */
    public static boolean isOne(View v) {
        for (int d = 0; d < v.rank(); d++) {
            if (v.size(d) != 1 && v.layout().stride(d) != 0) {
                return false;
            }
        }
        return true;
    }
}
