package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.util.Arrays;

/** Running extremes along an axis, and where (int32, along that axis) each stood first; only the values have a gradient. */
public record Extremes(Tensor values, Tensor positions) {
    /** Float32, in which a formula with a float32 input is computed, holds the places up to this. */
    private static final int EXACT = 1 << 24;

    /** A place counts from where something new is found, and the running maximum of such places is the position. */
    static Extremes running(Tensor x, Reduction r, int axis) {
        Backend b = x.backend();
        int n = x.size(axis);
        View values = b.allocate(x.dtype(), x.shape());
        View positions = b.allocate(DType.INT32, x.shape());
        b.scan(r, values, x.view(), axis);
        b.map(of(0), positions);
        if (n > 1) {
            try (Scope _ = Scope.open()) {
                int[] line = new int[x.rank()];
                Arrays.fill(line, 1);
                line[axis] = n - 1;
                View places = Creating.arange(b, n).slice(0, 1, n).reshape(line).view();
                View later = part(positions, axis, 1);
                Formula old = r == Reduction.MAX ? X.lessEqual(Y) : Y.lessEqual(X);
                Formula fresh = Y.equal(Y).select(old.select(of(0), of(1)), of(0));
                View[] in = {part(x.view(), axis, 1), part(values, axis, 0), places.broadcast(later.shape())};
                if (n <= EXACT) {
                    b.map(fresh.mul(Z), later, in);
                } else {
                    b.map(fresh, later, in);
                    b.map(X.mul(Y), later, later, in[2]);
                }
            }
            b.scan(Reduction.MAX, positions, positions, axis);
        }
        Sorted found = Sorted.tracked(r == Reduction.MAX ? "cummax" : "cummin", values, positions, x, axis);
        return new Extremes(found.values(), found.order());
    }

    private static View part(View v, int axis, int from) {
        return v.with(v.layout().slice(axis, from, v.size(axis) - 1, 1));
    }
}
