package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;
import java.util.function.Function;

/**
 * Derivatives of functions of one or several tensors: gradients, products with Jacobians and Hessians, and these matrices whole.
 *
 * <pre>{@code
 * Tensor step = Solve.general(Derivatives.hessian(f, x), Derivatives.gradient(f, x).unsqueeze(1));
 * }</pre>
 *
 * <p>A function takes its inputs, all floating, as it gets them: what it computes from tensors that it holds otherwise counts as
 * constant, and so do parameters. Where it does not depend on an input, derivatives are zeros. Calls may stand inside each other, for
 * derivatives of any order: a derivative has a history where its inputs have one, or what else the function reads, as parameters have.
 */
public final class Derivatives {
    private Derivatives() {}

    /** The gradient of a function that gives one number, in the shape of x. */
    public static Tensor gradient(Function<Tensor, Tensor> f, Tensor x) {
        return gradient(in -> f.apply(in[0]), new Tensor[] {x})[0];
    }

    /** The gradient of a function that gives one number for each of its inputs, in their shapes. */
    public static Tensor[] gradient(Function<Tensor[], Tensor> f, Tensor... x) {
        Trace t = new Trace("gradient", f, x);
        return t.pull(Gradients.one("gradient", t.result));
    }

    /** The vector-Jacobian product: the gradient, in the shape of x, of the sum of f(x) times a seed of the shape of f(x). */
    public static Tensor vjp(Function<Tensor, Tensor> f, Tensor x, Tensor seed) {
        return vjp(in -> f.apply(in[0]), new Tensor[] {x}, seed)[0];
    }

    /** The vector-Jacobian product for each of several inputs, in their shapes; seed has the shape of f's result. */
    public static Tensor[] vjp(Function<Tensor[], Tensor> f, Tensor[] x, Tensor seed) {
        Trace t = new Trace("vjp", f, x, seed);
        Check.sameShape("vjp (the result of the function and the seed)", t.result.shape(), seed.shape());
        return t.pull(seed);
    }

    /**
     * The Jacobian-vector product: how f(x), whose shape it has, changes along a direction of the shape of x.
     *
     * <p>A pullback is linear in the gradient it gets and made of tensor operations, so it has a pullback itself, and that is the
     * product wanted (Townsend 2017, "A new trick for calculating Jacobian vector products"). So operations need no second rule for
     * derivatives, at the price of about two forward passes more than forward mode takes.
     */
    public static Tensor jvp(Function<Tensor, Tensor> f, Tensor x, Tensor direction) {
        return jvp(in -> f.apply(in[0]), new Tensor[] {x}, new Tensor[] {direction});
    }

    /** The Jacobian-vector product along directions for all inputs at once, in the shape of f's result. */
    public static Tensor jvp(Function<Tensor[], Tensor> f, Tensor[] x, Tensor[] directions) {
        checkDirections("jvp", x, directions);
        Trace t = new Trace("jvp", f, x, directions);
        long since = Node.next();
        Tensor seed = t.result.fullLike(0).wanted(); // the pullback is linear: its derivative is the same everywhere
        Tensor[] pulled = t.pullWithHistory(seed);
        return t.derive(() -> Trace.pull(since, pulled, directions, t.isTracked(), seed)[0]);
    }

    /** The product of the Hessian of a function that gives one number with a direction, both in the shape of x. */
    public static Tensor hvp(Function<Tensor, Tensor> f, Tensor x, Tensor direction) {
        return hvp(in -> f.apply(in[0]), new Tensor[] {x}, new Tensor[] {direction})[0];
    }

    /**
     * The product of the Hessian over all inputs together with directions for all: one tensor for each input, in its shape.
     *
     * <p>It is the gradient of the gradient's product with the directions (Pearlmutter 1994), for about twice the cost of a gradient.
     */
    public static Tensor[] hvp(Function<Tensor[], Tensor> f, Tensor[] x, Tensor[] directions) {
        checkDirections("hvp", x, directions);
        Trace t = new Trace("hvp", f, x, directions);
        Tensor[] gradients = t.pullWithHistory(Gradients.one("hvp", t.result));
        return t.derive(() -> Trace.pull(t.since, gradients, directions, t.isTracked(), t.starts));
    }

    /** All derivatives of f(x), of shape [shape of f(x).., shape of x..]. */
    public static Tensor jacobian(Function<Tensor, Tensor> f, Tensor x) {
        return jacobian(in -> f.apply(in[0]), new Tensor[] {x})[0];
    }

    /**
     * All derivatives of f for each of its inputs, of shape [shape of f's result.., shape of the input..].
     *
     * <p>By rows, one vector-Jacobian product for each element of the result, or by columns, one Jacobian-vector product for each
     * element of the inputs, whichever are fewer.
     */
    public static Tensor[] jacobian(Function<Tensor[], Tensor> f, Tensor... x) {
        Trace t = new Trace("jacobian", f, x);
        long columns = 0;
        for (Tensor each : x) {
            columns += each.size();
        }
        Tensor[] flat = t.result.size() <= columns ? byRows(t) : byColumns(t);
        return t.derive(() -> {
            for (int i = 0; i < flat.length; i++) {
                flat[i] = flat[i].reshape(joined(t.result.shape(), x[i].shape()));
            }
            return flat;
        });
    }

    private static Tensor[] byRows(Trace t) {
        return new Rows(t, t.since, t.starts).matrices(t.result);
    }

    private static Tensor[] byColumns(Trace t) {
        long since = Node.next();
        Tensor seed = t.result.fullLike(0).wanted();
        Tensor[] pulled = t.pullWithHistory(seed);
        Rows rows = new Rows(t, since, seed);
        for (int i = 0; i < pulled.length; i++) {
            Tensor columns = rows.matrices(pulled[i])[0];
            pulled[i] = t.derive(columns::t);
        }
        return pulled;
    }

    /** All second derivatives of a function that gives one number, of shape [shape of x.., shape of x..], symmetric to rounding. */
    public static Tensor hessian(Function<Tensor, Tensor> f, Tensor x) {
        return hessian(in -> f.apply(in[0]), new Tensor[] {x})[0][0];
    }

    /** All second derivatives for inputs i and j at [i][j], of shape [shape of input i.., shape of input j..]. */
    public static Tensor[][] hessian(Function<Tensor[], Tensor> f, Tensor... x) {
        Trace t = new Trace("hessian", f, x);
        Tensor[] gradients = t.pullWithHistory(Gradients.one("hessian", t.result));
        Rows rows = new Rows(t, t.since, t.starts);
        Tensor[][] blocks = new Tensor[x.length][];
        for (int i = 0; i < x.length; i++) {
            Tensor[] flat = rows.matrices(gradients[i]);
            int[] shape = x[i].shape();
            t.derive(() -> {
                for (int j = 0; j < flat.length; j++) {
                    flat[j] = flat[j].reshape(joined(shape, x[j].shape()));
                }
                return null;
            });
            blocks[i] = flat;
        }
        return blocks;
    }

    private static int[] joined(int[] a, int[] b) {
        int[] shape = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, shape, a.length, b.length);
        return shape;
    }

    private static void checkDirections(String op, Tensor[] x, Tensor[] directions) {
        Check.sameLength(op, "the number of inputs and of directions", x.length, directions.length);
        for (int i = 0; i < x.length; i++) {
            Check.sameShape(op + " (input " + i + " and its direction)", x[i].shape(), directions[i].shape());
            Check.anyFloat(op + " direction", directions[i].dtype());
        }
    }
}
