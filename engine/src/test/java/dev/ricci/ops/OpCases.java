package dev.ricci.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import dev.ricci.tensor.Tensor;

/** The one table of operations: every operation there is has a row, and every row is asked five questions ({@link OpCasesTest}). */
final class OpCases {
    private OpCases() {}

    static List<OpCase> all() {
        List<OpCase> all = new ArrayList<>();
        all.addAll(ElementwiseCases.all());
        all.addAll(IntegerCases.all());
        all.addAll(SpecialFunctionsCases.all());
        all.addAll(ElementaryCases.all());
        all.addAll(ComparingCases.all());
        all.addAll(ReductionsCases.all());
        all.addAll(RunningCases.all());
        all.addAll(OrderCases.all());
        all.addAll(CountingCases.all());
        all.addAll(ShapingCases.all());
        all.addAll(JoiningCases.all());
        all.addAll(IndexingCases.all());
        all.addAll(ScatteringCases.all());
        all.addAll(ProductsCases.all());
        all.addAll(NormalizingCases.all());
        all.addAll(LinalgCases.all());
        return all;
    }

    /** An operation on each element of one input; sizes around the lane counts and one prime. */
    static OpCase unary(String name, Function<Tensor, Tensor> op, DoubleUnaryOperator f) {
        OpCase c = new OpCase(name, in -> op.apply(in[0]), g -> Grid.make(g[0].shape(), i -> f.applyAsDouble(g[0].at(i))));
        for (int n : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 33}) {
            c.sample(shape(n));
        }
        return c.sample(shape()).sample(shape(3, 5)).sample(shape(2, 3, 7)).sample(shape(0, 4)).sample(shape(101));
    }

    /** An operation on each element of two inputs broadcast together. */
    static OpCase binary(String name, Function<Tensor[], Tensor> op, DoubleBinaryOperator f) {
        OpCase c = new OpCase(name, op, g -> Grid.make(stretch(g[0].shape(), g[1].shape()),
                i -> f.applyAsDouble(g[0].stretched(i), g[1].stretched(i))));
        return c.sample(shape(1), shape(1)).sample(shape(17), shape(17)).sample(shape(0, 3), shape(3)).sample(shape(), shape(7))
                .sample(shape(3, 1), shape(5)).sample(shape(2, 3, 4), shape(3, 1)).sample(shape(5, 4), shape(1, 4))
                .sample(shape(2, 1, 3), shape(4, 1)).sample(shape(13), shape());
    }

    static int[] shape(int... sizes) {
        return sizes;
    }

    static int[] stretch(int[] a, int[] b) {
        int[] out = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= out.length; i++) {
            int p = i <= a.length ? a[a.length - i] : 1;
            int q = i <= b.length ? b[b.length - i] : 1;
            out[out.length - i] = p == 1 ? q : p;
        }
        return out;
    }
}
