package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.View;

/**
 * Elements taken from and put to where an index says, with their gradients.
 *
 * <p>Taking and adding are each other's gradient. Of values that are put, those that an equal index behind them has replaced get no
 * gradient: the index itself is put into a table of places to find those that stayed.
 */
final class Scattering {
    private Scattering() {}

    static Tensor takeAlong(Tensor x, Tensor index, int axis) {
        View out = x.backend().allocate(x.dtype(), index.shape());
        x.backend().takeAlong(out, x.view(), index.view(), axis);
        int[] shape = x.shape();
        return Tensor.result("takeAlong", out, (i, g) -> scatterAddAlong(zeros(g, shape), index, g, axis), x, index);
    }

    static Tensor scatterAddAlong(Tensor x, Tensor index, Tensor values, int axis) {
        View out = x.copy().view();
        x.backend().scatterAddAlong(out, index.view(), values.view(), axis);
        return Tensor.result("scatterAddAlong", out, (i, g) -> i == 0 ? g : takeAlong(g, index, axis), x, values, index);
    }

    static Tensor putAlong(Tensor x, Tensor index, Tensor values, int axis) {
        View out = x.copy().view();
        x.backend().putAlong(out, index.view(), values.view(), axis);
        return Tensor.result("putAlong", out, (i, g) -> i == 0
                ? putAlong(g, index, zeros(g, index.shape()), axis)
                : Pointwise.of(X.select(Y, of(0))).map(stayedAlong(index, axis, x.shape()), takeAlong(g, index, axis)), x, values, index);
    }

    /** For an index of rank 1. */
    static Tensor scatter(Tensor x, Tensor index, Tensor values, int axis) {
        View out = x.copy().view();
        x.backend().scatter(out, index.view(), values.view(), axis);
        return Tensor.result("scatter", out, (i, g) -> i == 0
                ? scatter(g, index, zeros(g, values.shape()), axis)
                : Pointwise.of(X.select(Y, of(0))).map(stayed(index, axis, x), g.gather(index, axis)), x, values, index);
    }

    /** Which elements of the index stand behind all equal ones of their line (bool). */
    private static Tensor stayedAlong(Tensor index, int axis, int[] shape) {
        Tensor places = along(Creating.arange(index.backend(), index.size(axis)), axis, shape.length).broadcastTo(index.shape());
        return takeAlong(putAlong(zeros(places, shape), index, places, axis), index, axis).equal(places);
    }

    private static Tensor stayed(Tensor index, int axis, Tensor x) {
        Tensor places = Creating.arange(index.backend(), index.size(0));
        Tensor last = scatter(zeros(places, x.size(axis)), index, places, 0);
        return along(last.gather(index, 0).equal(places), axis, x.rank());
    }

    /** A vector as a tensor of a rank, along an axis. */
    private static Tensor along(Tensor vector, int axis, int rank) {
        int[] shape = new int[rank];
        java.util.Arrays.fill(shape, 1);
        shape[axis] = vector.size(0);
        return vector.reshape(shape);
    }

    private static Tensor zeros(Tensor like, int... shape) {
        return Creating.full(like.backend(), like.dtype(), 0, shape);
    }
}
