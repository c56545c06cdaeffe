package dev.ricci.nn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.Choice;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import dev.ricci.tensor.Tensor;
import java.util.List;

/**
 * The usual ways for weights to begin, each so that signals keep their size from layer to layer.
 *
 * <p>With i inputs and o outputs of a unit (times the size of a convolution's kernel), the variance is 2 / (i + o) by Glorot and
 * Bengio (2010), 2 / i by He et al. (2015, for relu), 1 / i by LeCun et al. (1998).
 */
public final class Initializers {
    private static final Choice<Initializer> ALL = new Choice<Initializer>("initializer")
            .with("glorot-uniform", glorotUniform())
            .with("glorot-normal", glorotNormal())
            .with("he-uniform", heUniform())
            .with("he-normal", heNormal())
            .with("lecun-uniform", leCunUniform())
            .with("lecun-normal", leCunNormal())
            .with("orthogonal", orthogonal(1))
            .with("zeros", zeros());

    private Initializers() {}

    /** @throws IllegalArgumentException for an unknown name, with the known ones */
    public static Initializer named(String name) {
        return ALL.named(name);
    }

    public static List<String> names() {
        return ALL.names();
    }

    public static Initializer glorotUniform() {
        return (g, dtype, shape) -> uniform(2.0 / (inputs(shape) + outputs(shape))).draw(g, dtype, shape);
    }

    public static Initializer glorotNormal() {
        return (g, dtype, shape) -> normal(2.0 / (inputs(shape) + outputs(shape))).draw(g, dtype, shape);
    }

    public static Initializer heUniform() {
        return (g, dtype, shape) -> uniform(2.0 / inputs(shape)).draw(g, dtype, shape);
    }

    public static Initializer heNormal() {
        return (g, dtype, shape) -> normal(2.0 / inputs(shape)).draw(g, dtype, shape);
    }

    public static Initializer leCunUniform() {
        return (g, dtype, shape) -> uniform(1.0 / inputs(shape)).draw(g, dtype, shape);
    }

    public static Initializer leCunNormal() {
        return (g, dtype, shape) -> normal(1.0 / inputs(shape)).draw(g, dtype, shape);
    }

    /** Even on [-a, a) with a = sqrt(3 variance). */
    public static Initializer uniform(double variance) {
        double a = Math.sqrt(3 * variance);
        return (g, dtype, shape) -> Tensor.map(X.mul(2 * a).sub(a), g.uniform(dtype, shape));
    }

    /** Normal with mean 0. */
    public static Initializer normal(double variance) {
        return (g, dtype, shape) -> g.normal(dtype, shape).mul(Math.sqrt(variance));
    }

    public static Initializer zeros() {
        return constant(0);
    }

    public static Initializer constant(double value) {
        return (g, dtype, shape) -> Tensor.full(dtype, value, shape);
    }

    /**
     * Orthonormal rows or columns, whichever are fewer, times gain: the Q of a normal matrix, evenly distributed once the signs of R's
     * diagonal are taken out (Saxe, McClelland, Ganguli 2014; Mezzadri 2007).
     */
    public static Initializer orthogonal(double gain) {
        return (g, dtype, shape) -> {
            Check.rank("orthogonal", shape, 2, Integer.MAX_VALUE);
            int rows = shape[0];
            int columns = Math.toIntExact(inputs(shape));
            Tensor a = g.normal(dtype, Math.max(rows, columns), Math.min(rows, columns));
            Tensor q = orthonormal(a).mul(gain);
            return (rows >= columns ? q : q.t()).reshape(shape);
        };
    }

    /** Q of a tall matrix, each column turned so that R's diagonal is positive. */
    private static Tensor orthonormal(Tensor a) {
        int k = a.size(1);
        View q = a.backend().allocate(a.dtype(), a.shape());
        View r = a.backend().allocate(a.dtype(), k, k);
        a.backend().factor(Factorisation.QR, new View[] {q, r}, a.view());
        Tensor diagonal = Tensor.of(r).mul(Tensor.eye(a.dtype(), k)).sum(0);
        return Tensor.map(X.mul(Y.less(of(0)).select(of(-1), of(1))), Tensor.of(q), diagonal);
    }

    private static long inputs(int[] shape) {
        Check.rank("initializer", shape, 2, Integer.MAX_VALUE);
        return shape[1] * kernel(shape);
    }

    private static long outputs(int[] shape) {
        return shape[0] * kernel(shape);
    }

    private static long kernel(int[] shape) {
        long n = 1;
        for (int i = 2; i < shape.length; i++) {
            n *= shape[i];
        }
        return n;
    }
}
