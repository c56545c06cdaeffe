package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/**
 * Quantiles: the two elements beside a place among the sorted ones are found without history and then gathered with it, so a gradient
 * reaches just these.
 */
final class Quantiles {
    /** From X and Y beside the place, W the part of Y, and Z the largest, which is NaN where any is; a W of NaN is for no place. */
    private static final Formula BETWEEN = X.equal(Y).select(X, W.equal(of(0)).select(X, W.equal(of(1)).select(Y,
            X.mul(of(1).sub(W)).add(Y.mul(W)))));
    private static final Pointwise VALUE = Pointwise.of(Z.equal(Z).select(W.equal(W).select(BETWEEN, W), Z));

    private Quantiles() {}

    static Tensor at(String op, Tensor x, double q, Interpolation between, int... axes) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(op + ": of a part from 0 to 1, got " + q);
        }
        if (x.dtype().isHalf()) {
            return Wide.by(w -> at(op, w, q, between, axes), x);
        }
        int[] kept = Axes.kept(op, x.shape(), axes);
        Lines lines = lines(op, x, axes);
        int n = lines.length();
        if (lines.tensor().size() == 0) { // no lines
            return Creating.full(x.backend(), x.dtype().promote(DType.FLOAT32), 0, kept);
        }
        double place = q * (n - 1);
        int low = (int) place;
        double part = between.weight().at(place);
        int[] ranks = {low, Math.min(low + 1, n - 1), n - 1};
        int count = lines.count();
        Tensor rows = lines.tensor().reshape(count, n);
        View values = x.backend().allocate(x.dtype(), count, ranks.length);
        View order = x.backend().allocate(DType.INT32, count, ranks.length);
        x.backend().select(values, order, rows.view(), 1, ranks);
        Tensor weight = Creating.full(x.backend(), x.dtype().promote(DType.FLOAT32), part);
        Tensor found = Tensor.of(values);
        Tensor lower = found.select(1, 0);
        Tensor upper = found.select(1, 1);
        if (x.isTracked() && History.isOn()) { // the same elements, with their history
            Tensor at = Tensor.of(order).add(starts(x.backend(), count, n).reshape(count, 1));
            Tensor all = lines.tensor().reshape(-1);
            lower = all.gather(at.select(1, 0), 0);
            upper = all.gather(at.select(1, 1), 0);
        }
        return VALUE.map(lower, upper, found.select(1, 2), weight).reshape(kept);
    }

    static Tensor at(Tensor x, Tensor q, Interpolation between, int... axes) {
        if (x.dtype().isHalf()) {
            return Wide.by(w -> at(w, q, between, axes), x);
        }
        Check.floating("quantile", q.dtype());
        Check.sameDevice("quantile", x.backend(), q.backend());
        Lines lines = lines("quantile", x, axes);
        int[] kept = Axes.dropped("quantile", x.shape(), axes);
        int[] shape = new int[q.rank() + kept.length];
        System.arraycopy(q.shape(), 0, shape, 0, q.rank());
        System.arraycopy(kept, 0, shape, q.rank(), kept.length);
        Check.shape("quantile", shape);
        DType type = x.dtype().promote(DType.FLOAT32);
        if (lines.tensor().size() == 0) {
            return Creating.full(x.backend(), type, 0, shape);
        }
        int n = lines.length();
        int count = lines.count();
        Tensor parts = q.to(DType.FLOAT64).reshape(-1, 1);
        Tensor place = Pointwise.of(X.max(of(0)).min(of(1)).mul(of(n - 1))).map(parts);
        Tensor weight = Pointwise.of(of(0).lessEqual(X).select(X.lessEqual(of(1)).select(between.weight().substitute(f -> Y),
                of(Double.NaN)), of(Double.NaN))).map(parts, place).to(type);
        Tensor low = Pointwise.of(X.equal(X).select(X, of(0))).map(place.detach()).to(DType.INT32).reshape(-1);
        Tensor high = Pointwise.of(X.add(1).min(of(n - 1))).map(low);
        Tensor rows = lines.tensor().reshape(count, n).t(); // [n, count]: results come in the order of q
        View values = x.backend().allocate(x.dtype(), n, count);
        View order = x.backend().allocate(DType.INT32, n, count);
        x.backend().sort(values, order, rows.view(), 0);
        Tensor at = Tensor.of(order).add(starts(x.backend(), count, n));
        Tensor all = lines.tensor().reshape(-1);
        Tensor lower = all.gather(at.gather(low, 0), 0);
        Tensor upper = all.gather(at.gather(high, 0), 0);
        return VALUE.map(lower, upper, Tensor.of(values).select(0, n - 1), weight).reshape(shape);
    }

    private static Lines lines(String op, Tensor x, int... axes) {
        Lines lines = Lines.of(op, x, axes);
        if (lines.length() == 0 && lines.count() != 0) {
            Check.notEmpty(op, x.shape(), 0);
        }
        if (x.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(op + ": positions are int32, and " + x.size()
                    + " elements are more than that counts; take parts");
        }
        return lines;
    }

    /** 0, n, 2 n, ...: where lines of length n begin. */
    private static Tensor starts(Backend b, int count, int n) {
        return Creating.arange(b, count).mul(n);
    }
}
