package dev.ricci.cuda.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.formula.Formula;

/** What stands before and after a blocked factorisation: copies that are checked and scaled, and results with zeros in their place. */
final class WorkingCopy {
    /** Which part of a matrix is read or written; the ordinal is what kernels take. */
    enum Part {
        ALL,
        LOWER,
        UPPER
    }

    private static final int THREADS = 256;
    private static final int MOST_BLOCKS = 1024;
    private static final int SCALING_THREADS = 1024;

    private final Family begin;
    private final Family check;
    private final Family scale;
    private final Family identity;
    private final Family result;

    WorkingCopy(Context context) {
        begin = new Family(context, "workingCopy", "workingCopy_begin");
        check = new Family(context, "workingCopy", "workingCopy_check");
        scale = new Family(context, "workingCopy", "workingCopy_scale");
        identity = new Family(context, "workingCopy", "workingCopy_identity");
        result = new Family(context, "workingCopy", "workingCopy_result");
    }

    /** Codes of 0; where they are given, orders 0, 1, ... (matrices by rows) and signs of 1. */
    void begin(DType type, View codes, View order, View sign) {
        long all = order == null ? codes.size() : order.size();
        Arguments a = Arguments.start().address(codes).int32(Math.toIntExact(codes.size())).addressOrNull(order)
                .int32(order == null ? 0 : order.size(1)).addressOrNull(sign);
        begin.of(type).launch(blocks(all), THREADS, 0, a);
    }

    /**
     * Zeros where there are no columns, and the code of matrices with numbers that are not finite.
     *
     * @param right   right sides stand from that column on, this many; their rows are read wholly
     * @param square  rows from there on are read wholly too
     * @param part    what is read of the others
     */
    void check(Work w, int right, int rights, int square, Part part, View codes) {
        Arguments a = w.write(Arguments.start().address(w.view()));
        a.begin(Integer.BYTES).int32(right).int32(right + rights).int32(square).int32(part.ordinal()).end(Integer.BYTES).address(codes);
        everyNumber(check, w, a);
    }

    /** The same of whole matrices without right sides. */
    void check(Work w, View codes) {
        check(w, w.lead(), 0, w.rows(), Part.ALL, codes);
    }

    /** The same, and each column multiplied by a power of two that makes its largest number lie between 1 and 2. @return the powers */
    View scale(Work w, View codes) {
        View exponents = w.view().backend().allocate(DType.INT32, w.count(), w.lead());
        Arguments a = w.write(Arguments.start().address(w.view())).address(exponents).address(codes);
        scale.of(w.view().dtype()).launch(w.lead() / Work.SIDE, w.count(), 1, SCALING_THREADS, 1, 0, a);
        return exponents;
    }

    /** Ones on the diagonal, zeros elsewhere. */
    void identity(Work w) {
        everyNumber(identity, w, w.write(Arguments.start().address(w.view())));
    }

    /** A part of the first rows into a result of any layout, zeros beside it; exponents are those of {@link #scale}, or null. */
    void result(Work w, Part part, View exponents, View out) {
        try (Scope _ = Scope.open()) {
            boolean direct = out.layout().isDense();
            View dense = direct ? out : out.backend().allocate(out.dtype(), out.shape());
            int rows = out.size(out.rank() - 2);
            Arguments a = Arguments.start().address(w.view());
            a.begin(Long.BYTES).int64((long) w.rows() * w.lead()).int64(w.lead()).int32(rows).int32(out.size(out.rank() - 1))
                    .end(Long.BYTES);
            a.int32(part.ordinal()).addressOrNull(exponents).address(dense);
            everyNumber(result, w, a);
            if (!direct) {
                out.backend().map(Formula.X, out, dense);
            }
        }
    }

    private static void everyNumber(Family kernel, Work w, Arguments a) {
        kernel.of(w.view().dtype()).launch(blocks((long) w.rows() * w.lead()), w.count(), 1, THREADS, 1, 0, a);
    }

    private static int blocks(long elements) {
        return (int) Math.min((elements + THREADS - 1) / THREADS, MOST_BLOCKS);
    }
}
