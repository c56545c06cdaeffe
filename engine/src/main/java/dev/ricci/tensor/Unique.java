package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.util.Arrays;

/**
 * The different elements of a tensor: in ascending order, how often each is there (int32), where it comes first in row-major order
 * (int32), and, in the tensor's shape, which of them each element is (int32).
 *
 * <p>-0 and 0 are equal, and so are all NaN, which come last. The gradient of values goes to where each comes first.
 */
public record Unique(Tensor values, Tensor counts, Tensor first, Tensor inverse) {
    static Unique made(Tensor x) {
        Backend b = x.backend();
        int n = Along.count("unique", x.size());
        Tensor line = x.reshape(n);
        if (n == 0) {
            Tensor none = Tensor.of(b.allocate(DType.INT32, 0));
            return new Unique(line, none, none, Tensor.of(b.allocate(DType.INT32, x.shape())));
        }
        Sorted sorted = line.detach().sort(0);
        View starts = starts(sorted.values().view(), n);
        Tensor begins = Positions.nonZero("unique", starts);
        Tensor first = sorted.order().gather(begins, 0);
        return new Unique(line.gather(first, 0), counts(begins, n), first, inverse(starts, sorted.order(), n).reshape(x.shape()));
    }

    /** Whether an element differs from the one before; two NaN do not. */
    private static View starts(View sorted, int n) {
        Backend b = sorted.backend();
        View starts = b.allocate(DType.BOOL, n);
        b.map(of(1), starts);
        Layout all = sorted.layout();
        Formula bothNaN = X.equal(X).max(Y.equal(Y)).equal(of(0));
        b.map(X.equal(Y).max(bothNaN).equal(of(0)), starts.with(starts.layout().slice(0, 1, n - 1, 1)),
                sorted.with(all.slice(0, 0, n - 1, 1)), sorted.with(all.slice(0, 1, n - 1, 1)));
        return starts;
    }

    private static Tensor counts(Tensor begins, int n) {
        int k = begins.size(0);
        View out = begins.backend().allocate(DType.INT32, k);
        Layout l = out.layout();
        begins.backend().map(of(n).sub(X), out, begins.view());
        begins.backend().map(X.sub(Y), out.with(l.slice(0, 0, k - 1, 1)), begins.slice(0, 1, k).view(), begins.slice(0, 0, k - 1).view());
        return Tensor.of(out);
    }

    /** The number of starts so far, less 1, put to where each element stood. */
    private static Tensor inverse(View starts, Tensor order, int n) {
        Backend b = order.backend();
        View which = b.allocate(DType.INT32, n);
        b.scan(Reduction.SUM, which, starts, 0);
        b.map(X.sub(of(1)), which, which);
        View out = b.allocate(DType.INT32, n);
        b.scatter(out, order.view(), which, 0);
        return Tensor.of(out);
    }

    @Override
    public String toString() {
        return "Unique[" + values + " of " + Arrays.toString(inverse.shape()) + "]";
    }
}
