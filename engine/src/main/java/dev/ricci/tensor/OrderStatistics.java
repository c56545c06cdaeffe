package dev.ricci.tensor;

/** Elements by their rank among all that are reduced together. No axes mean all, as in {@link Reductions}. */
public sealed interface OrderStatistics permits Tensor {
    Tensor self();

    default Tensor median(int... axes) {
        return Totals.dropped("median", medianKeeping(axes), axes);
    }

    /**
     * The middle element, or the mean of the two middle ones of an even number, as NumPy has it (PyTorch takes the lower one). NaN where
     * there is one; float32 of integers.
     */
    default Tensor medianKeeping(int... axes) {
        return Quantiles.at("median", self(), 0.5, Interpolation.MIDPOINT, axes);
    }

    default Tensor quantile(double q, int... axes) {
        return quantile(q, Interpolation.LINEAR, axes);
    }

    default Tensor quantileKeeping(double q, int... axes) {
        return quantileKeeping(q, Interpolation.LINEAR, axes);
    }

    default Tensor quantile(double q, Interpolation between, int... axes) {
        return Totals.dropped("quantile", quantileKeeping(q, between, axes), axes);
    }

    /**
     * The element below which lies the part q of all, 0 to 1: that at place q (n - 1) of the sorted ones, counted from 0. NaN where there
     * is one; float32 of integers.
     */
    default Tensor quantileKeeping(double q, Interpolation between, int... axes) {
        return Quantiles.at("quantile", self(), q, between, axes);
    }

    default Tensor quantile(Tensor q, int... axes) {
        return quantile(q, Interpolation.LINEAR, axes);
    }

    /** A quantile for each number of q (of any shape, which comes first in that of the result); NaN for those not in 0 to 1. */
    default Tensor quantile(Tensor q, Interpolation between, int... axes) {
        return Quantiles.at(self(), q, between, axes);
    }
}
