package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/**
 * softmax and its kin, a row at a time while it is in the cache: memory is read once and written once.
 *
 * <p>Rows must stand densely along the axis, in a floating-point type ({@link #fits}); the definitions in {@link Backend} do the rest.
 */
public final class RowKernels {
    private static final Formula SHIFTED_EXP = X.sub(Y).exp();
    private static final Formula SCALED = X.mul(Y);
    private static final Formula SHIFTED = X.sub(Y).sub(Z);

    private RowKernels() {}

    /** Whether views are of one floating-point type and dense along the axis. */
    public static boolean fits(int axis, View... views) {
        boolean good = views[0].dtype().isFloat() && !views[0].dtype().isHalf();
        for (View v : views) {
            good = good && v.dtype() == views[0].dtype() && (v.layout().stride(axis) == 1 || v.size(axis) <= 1);
        }
        return good;
    }

    /** See {@link Backend#softmax}; {@link #fits} must hold for out and in. */
    public static void softmax(Pool pool, View out, View in, int axis) {
        DType type = in.dtype();
        Kernel exp = Loops.STANDARD.mapAndReduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        Kernel scale = Loops.STANDARD.map(SCALED, type, 0b10);
        Row.each(pool, type, axis, (row, o, i, n) -> {
            row.number(0, row.max(i, n));
            double sum = row.with(o).with(i).withNumber(0).sum(exp, n);
            row.number(1, 1 / sum);
            row.with(o).with(o).withNumber(1).map(scale, n);
        }, out, in);
    }

    /** See {@link Backend#logSoftmax}; {@link #fits} must hold for out and in. */
    public static void logSoftmax(Pool pool, View out, View in, int axis) {
        DType type = in.dtype();
        Kernel exp = Loops.STANDARD.reduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        Kernel shift = Loops.STANDARD.map(SHIFTED, type, 0b110);
        Row.each(pool, type, axis, (row, o, i, n) -> {
            row.number(0, row.max(i, n));
            row.number(1, Math.log(row.with(i).withNumber(0).sum(exp, n)));
            row.with(o).with(i).withNumber(0).withNumber(1).map(shift, n);
        }, out, in);
    }

    /** See {@link Backend#crossEntropy}; {@link #fits} must hold for logits. @throws IllegalArgumentException for a wrong label */
    public static void crossEntropy(Pool pool, View out, View logits, View labels) {
        DType type = logits.dtype();
        int classes = logits.size(1);
        if (out.dtype() != type) {
            throw new AssertionError("crossEntropy: " + out.dtype() + " from " + type);
        }
        Kernel exp = Loops.STANDARD.reduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        View wide = out.with(out.layout().unsqueeze(1));
        View label = labels.with(labels.layout().unsqueeze(1));
        Row.each(pool, type, 1, (row, o, i, n) -> {
            int chosen = Memory.getInt(row.address(2));
            Check.range("crossEntropy", "labels", chosen, chosen, classes);
            double max = row.max(i, n);
            row.number(0, max);
            double value = Math.log(row.with(i).withNumber(0).sum(exp, n)) - (row.element(i, chosen) - max);
            row.set(o, value);
        }, wide, logits, label);
    }
}
