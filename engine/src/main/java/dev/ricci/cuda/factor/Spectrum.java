package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.product.Products;
import dev.ricci.formula.Formula;

/** What stands before and after the sweeps of block Jacobi, by the kernels of spectrum.cu. */
final class Spectrum {
    private static final int THREADS = 256;

    private final Context context;
    private final Products products;
    private final Family start;
    private final Family places;
    private final Family columns;
    private final Family load;
    private final Family symmetric;
    private final Family squares;
    private final Family shift;
    private final Family lengths;
    private final Family write;

    Spectrum(Context context, Products products) {
        this.context = context;
        this.products = products;
        start = new Family(context, "spectrum", "spectrumStart");
        places = new Family(context, "spectrum", "spectrumPlaces");
        columns = new Family(context, "spectrum", "spectrumColumns");
        load = new Family(context, "spectrum", "spectrumLoad");
        symmetric = new Family(context, "spectrum", "spectrumSymmetric");
        squares = new Family(context, "spectrum", "spectrumSquares");
        shift = new Family(context, "spectrum", "spectrumShift");
        lengths = new Family(context, "spectrum", "spectrumLengths");
        write = new Family(context, "spectrum", "spectrumWrite");
    }

    /** The largest absolute value of each column. */
    View largest(View a) {
        return columns(Reduction.MAX, a);
    }

    /** The sum of the absolute values of each column. */
    View sums(View a) {
        return columns(Reduction.SUM, a);
    }

    private static View columns(Reduction r, View a) {
        View each = a.backend().allocate(a.dtype(), a.size(1));
        a.backend().reduce(r, Formula.X.abs(), each.with(new Layout(a.shape(), new long[] {0, 1}, 0)), a);
        return each;
    }

    /** A state with nothing done yet, of a matrix with such columns; with all done where its code is not 0. */
    JacobiState start(View most, View code) {
        JacobiState state = JacobiState.allocate(most.backend());
        Arguments a = Arguments.start().address(most).int32(most.size(0)).address(code).address(state.view());
        start.of(most.dtype()).launch(1, THREADS, 0, a);
        return state;
    }

    /** Numbers of columns, those with the largest values first. */
    View order(View values) {
        View order = values.backend().allocate(DType.INT32, values.size(0));
        places(values, null, order, true);
        return order;
    }

    private void places(View values, View place, View order, boolean descending) {
        int n = values.size(0);
        places.of(values.dtype()).launch((n + THREADS - 1) / THREADS, THREADS, 0, Arguments.start().address(values).addressOrNull(place)
                .addressOrNull(order).int32(n).int32(descending ? 1 : 0));
    }

    /** A dense copy, scaled, with its columns in an order. */
    View columns(View a, View order, JacobiState state) {
        int m = a.size(0);
        int n = a.size(1);
        View out = a.backend().allocate(a.dtype(), m, n);
        columns.of(a.dtype()).launch(m, THREADS, 0, Arguments.start().address(a).int64(a.layout().stride(0)).int64(a.layout().stride(1))
                .address(out).address(order).int32(n).address(state.view()));
        return out;
    }

    /** The upper triangle of R, n by n and dense, into X as its transpose's columns; the identity into W, which may be null. */
    void load(View r, View x, View w) {
        load.of(r.dtype()).launch(x.size(0), THREADS, 0,
                Arguments.start().address(r).address(x).addressOrNull(w).int32(r.size(0)).int32(x.size(0)));
    }

    /** A padded copy of a symmetric matrix of which the lower triangle is read; scaled if there is a state. */
    View symmetric(View a, JacobiState state) {
        int n = a.size(0);
        int padded = JacobiSweeps.padded(n);
        View out = a.backend().allocate(a.dtype(), padded, padded);
        symmetric.of(a.dtype()).launch(padded, THREADS, 0, Arguments.start().address(a).int64(a.layout().stride(0))
                .int64(a.layout().stride(1)).address(out).int32(n).int32(padded).addressOrNull(state == null ? null : state.view()));
        return out;
    }

    /** Adds to the diagonal of a symmetric X, n by n and padded, what makes it positive definite with a condition of at most some ten. */
    void shift(View x, int n, JacobiState state) {
        Backend device = x.backend();
        int padded = x.size(0);
        try (Scope _ = Scope.open()) {
            View square = device.allocate(x.dtype(), padded, padded);
            View fourth = device.allocate(x.dtype(), padded, padded);
            View sums = device.allocate(DType.FLOAT64, padded);
            products.exact(square, x, x, 1, 0);
            products.exact(fourth, square, square, 1, 0);
            squares.of(x.dtype()).launch(padded, THREADS, 0, Arguments.start().address(fourth).address(sums).int32(padded));
            shift.of(x.dtype()).launch(1, THREADS, 0,
                    Arguments.start().address(sums).address(x).int32(n).int32(padded).address(state.view()));
        }
    }

    /**
     * Values by size, and columns of X and W by their values.
     *
     * @param value      one value each
     * @param rows       columns of X of length 1 as rows; null where they are not wanted
     * @param order      which element of a row stands first, second ...; null where they stand as they are
     * @param gathered   columns of W as rows, dense; null with W
     * @param descending the largest value first, else the smallest
     */
    void write(View x, View w, View value, View rows, View order, View gathered, boolean descending, View code, JacobiState state) {
        Backend device = x.backend();
        int n = value.size(0);
        int padded = x.size(0);
        try (Scope _ = Scope.open()) {
            View values = device.allocate(DType.FLOAT64, n);
            View inverse = device.allocate(DType.FLOAT64, n);
            View exponents = device.allocate(DType.INT32, n);
            View place = device.allocate(DType.INT32, n);
            lengths.of(x.dtype()).launch(n, THREADS, 0, Arguments.start().address(x).address(values).address(inverse).address(exponents)
                    .int32(n).int32(padded).address(state.view()));
            places(values, place, null, descending);
            Arguments a = Arguments.start().address(x).addressOrNull(w).address(values).address(inverse).address(exponents)
                    .address(place).addressOrNull(order).address(value).int64(value.layout().stride(0));
            a.addressOrNull(rows).int64(rows == null ? 0 : rows.layout().stride(0)).int64(rows == null ? 0 : rows.layout().stride(1));
            write.of(x.dtype()).launch(n, THREADS, 0,
                    a.addressOrNull(gathered).int32(n).int32(padded).address(code).address(state.view()));
        }
    }

    /** The matrix gets a code if its sweeps were not enough. */
    void code(JacobiState state, int n, View code) {
        context.kernel("spectrum", "spectrumCode").launch(1, 1, 0, Arguments.start().address(state.view()).int32(n).address(code));
    }
}
