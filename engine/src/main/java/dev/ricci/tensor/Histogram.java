package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/** Counts of elements by the bins they lie in, and of whole numbers. */
final class Histogram {
    /** Bins and the formula of an element's, which takes longer to make and to look up than many a histogram. */
    private record Bins(int count, double low, double high, Formula formula) {}

    private static volatile Bins latest;

    private Histogram() {}

    static Tensor histogram(Tensor x, int bins, double low, double high) {
        if (bins < 1 || bins == Integer.MAX_VALUE || !(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("histogram: " + bins + " bins from " + low + " to " + high
                    + "; wants 1 bin or more and finite bounds, the lower one first");
        }
        Tensor bin = Tensor.of(bins(x, bins, low, high));
        return bincount(bin, bins + 1).slice(0, 0, bins);
    }

    /** The bin of each element; bins for those in none. */
    private static View bins(Tensor x, int bins, double low, double high) {
        View in = x.dtype().isFloat() && !x.dtype().isHalf() ? x.view() : x.to(DType.FLOAT64).view();
        View out = x.backend().allocate(DType.INT32, x.shape());
        Bins b = latest;
        if (b == null || b.count != bins || b.low != low || b.high != high) {
            b = new Bins(bins, low, high, formula(bins, low, high));
            latest = b;
        }
        x.backend().map(b.formula, out, in);
        return out;
    }

    private static Formula formula(int bins, double low, double high) {
        double width = (high - low) / bins;
        Formula guess = X.sub(low).div(width).floor().max(of(0)).min(of(bins - 1));
        // the quotient is rounded: what lies beyond an edge by this goes over it
        Formula lower = X.less(edge(guess, low, width)).select(guess.sub(1), guess);
        Formula upper = guess.less(of(bins - 1)).select(edge(guess.add(1), low, width).lessEqual(X), of(0));
        Formula bin = upper.select(guess.add(1), lower);
        Formula inside = of(low).lessEqual(X).select(X.lessEqual(of(high)), of(0));
        return inside.select(bin, of(bins));
    }

    private static Formula edge(Formula bin, double low, double width) {
        return bin.mul(width).add(low);
    }

    static Tensor bincount(Tensor x, int length) {
        if (x.dtype() == DType.INT64) {
            return bincount(Wide.index("bincount", x), length);
        }
        Check.dtype("bincount", x.dtype(), DType.INT32, DType.INT64);
        Check.shape("bincount", length);
        Backend b = x.backend();
        View out = b.allocate(DType.INT32, length);
        b.bincount(out, x.reshape(-1).view());
        return Tensor.of(out);
    }

    static Tensor bincount(Tensor x, Tensor weights, int length) {
        if (x.dtype() == DType.INT64) {
            return bincount(Wide.index("bincount", x), weights, length);
        }
        Check.dtype("bincount", x.dtype(), DType.INT32, DType.INT64);
        Check.shape("bincount", length);
        Check.sameShape("bincount", x.shape(), weights.shape());
        Check.sameDevice("bincount", x.backend(), weights.backend());
        Tensor zeros = Creating.full(x.backend(), weights.dtype().promote(DType.INT32), 0, length);
        return zeros.scatterAdd(x.reshape(-1), weights.reshape(-1), 0);
    }
}
