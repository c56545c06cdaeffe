package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/** The gradients of {@link RowKernels}, a row at a time as well; {@link RowKernels#fits} must hold for all views that have rows. */
public final class RowGradients {
    private static final Formula PRODUCT = X.mul(Y);
    private static final Formula OF_SOFTMAX = X.mul(Y.sub(Z));
    private static final Formula OF_LOG_SOFTMAX = X.sub(Y.exp().mul(Z));
    private static final Formula SHIFTED_EXP = X.sub(Y).exp();

    private RowGradients() {}

    /** See {@link Backend#softmaxGradient}. */
    public static void softmaxGradient(Pool pool, View out, View softmax, View gradient, int axis) {
        DType type = out.dtype();
        Kernel dot = Loops.STANDARD.reduce(Reduction.SUM, PRODUCT, type, 0);
        Kernel map = Loops.STANDARD.map(OF_SOFTMAX, type, 0b100);
        Row.each(pool, type, axis, (row, o, y, n) -> {
            long g = row.address(2);
            row.number(0, row.with(y).with(g).sum(dot, n));
            row.with(o).with(y).with(g).withNumber(0).map(map, n);
        }, out, softmax, gradient);
    }

    /** See {@link Backend#logSoftmaxGradient}. */
    public static void logSoftmaxGradient(Pool pool, View out, View logSoftmax, View gradient, int axis) {
        DType type = out.dtype();
        Kernel sum = Loops.STANDARD.reduce(Reduction.SUM, X, type, 0);
        Kernel map = Loops.STANDARD.map(OF_LOG_SOFTMAX, type, 0b100);
        Row.each(pool, type, axis, (row, o, y, n) -> {
            long g = row.address(2);
            row.number(0, row.with(g).sum(sum, n));
            row.with(o).with(g).with(y).withNumber(0).map(map, n);
        }, out, logSoftmax, gradient);
    }

    /** See {@link Backend#crossEntropyGradient}; labels have been checked. */
    public static void crossEntropyGradient(Pool pool, View out, View logits, View labels, View gradient) {
        DType type = out.dtype();
        Kernel exp = Loops.STANDARD.mapAndReduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        Kernel scale = Loops.STANDARD.map(PRODUCT, type, 0b10);
        View label = labels.with(labels.layout().unsqueeze(1));
        View wide = gradient.with(gradient.layout().unsqueeze(1));
        Row.each(pool, type, 1, (row, o, i, n) -> {
            double g = row.element(row.address(3), 0);
            row.number(0, row.max(i, n));
            row.number(1, g / row.with(o).with(i).withNumber(0).sum(exp, n));
            row.with(o).with(o).withNumber(1).map(scale, n);
            int chosen = Memory.getInt(row.address(2));
            row.set(o + (long) chosen * type.bytes(), row.element(o, chosen) - g);
        }, out, logits, label, wide);
    }
}
