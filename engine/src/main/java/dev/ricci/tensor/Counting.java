package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.formula.Formula;

/** What is true or not 0 among many elements, and how many there are of each kind. No axes mean all, as in {@link Reductions}. */
public sealed interface Counting permits Tensor {
    Tensor self();

    default Tensor any(int... axes) {
        return Totals.dropped("any", anyKeeping(axes), axes);
    }

    /** Whether some element is true, or not 0; false of no elements. */
    default Tensor anyKeeping(int... axes) {
        return truth("any", Reduction.MAX, axes);
    }

    default Tensor all(int... axes) {
        return Totals.dropped("all", allKeeping(axes), axes);
    }

    /** Whether every element is true, or not 0; true of no elements. */
    default Tensor allKeeping(int... axes) {
        return truth("all", Reduction.MIN, axes);
    }

    default Tensor countNonZero(int... axes) {
        return Totals.dropped("countNonZero", countNonZeroKeeping(axes), axes);
    }

    /** How many elements (int32) are true, or not 0. */
    default Tensor countNonZeroKeeping(int... axes) {
        return Totals.nonZero(self(), Axes.kept("countNonZero", self().shape(), axes));
    }

    /**
     * How many of all elements (int32) lie in each of so many bins of one width from low to high. A bin has its lower edge and not its
     * upper one; the last has both. What lies outside, and NaN, is not counted (NumPy's histogram, PyTorch's histc).
     */
    default Tensor histogram(int bins, double low, double high) {
        return Histogram.histogram(self(), bins, low, high);
    }

    /**
     * How often (int32) each number from 0 to length - 1 occurs among all elements, which are int32.
     *
     * @throws IllegalArgumentException where an element is not in that range
     */
    default Tensor bincount(int length) {
        return Histogram.bincount(self(), length);
    }

    /** The sum of the weights, one for each element, of each number from 0 to length - 1 among all elements, which are int32. */
    default Tensor bincount(Tensor weights, int length) {
        return Histogram.bincount(self(), weights, length);
    }

    private Tensor truth(String op, Reduction r, int... axes) {
        Tensor x = self();
        int[] kept = Axes.kept(op, x.shape(), axes);
        if (Totals.ofNothing(x, kept)) {
            return Creating.full(x.backend(), DType.BOOL, r == Reduction.MIN ? 1 : 0, kept);
        }
        Formula isTrue = x.dtype() == DType.BOOL ? X : Totals.IS_TRUE;
        return Tensor.of(Totals.reduce(r, isTrue, DType.BOOL, kept, x.shape(), x.view()));
    }
}
