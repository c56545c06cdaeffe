package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.formula.Formula;

/**
 * Random real numbers: the same bits on every device and for any number of threads.
 *
 * <p>Parameters are numbers, which come before the type and the shape and are checked, or tensors, which stretch to the shape that is
 * wanted and give their own together where none is; where a tensor's number is out of range or NaN, the result is NaN. Results of
 * tensors are float64 where one parameter is, else float32. Uniform, normal, truncated normal and exponential numbers have the gradient
 * by parameters that moves each number with its distribution (Kingma and Welling 2014); the others refuse parameters that want one.
 */
public sealed interface ContinuousDraws extends DrawSource permits Draws {
    /** Even on [0, 1). */
    default Tensor uniform(DType dtype, int... shape) {
        return draw("uniform", 0, Draw.UNIFORM, dtype, shape);
    }

    /** Even on [low, high). */
    default Tensor uniform(double low, double high, DType dtype, int... shape) {
        Sampling.type("uniform", dtype);
        Sampling.bounds("uniform", dtype, low, high);
        return Sampling.uniform(this, one(dtype, low), one(dtype, high), shape);
    }

    /** Even on [low, high); low itself where both are equal. */
    default Tensor uniform(Tensor low, Tensor high, int... shape) {
        return Sampling.uniform(this, low, high, shape);
    }

    /** Mean 0, variance 1: the inverse of the distribution (Wichura 1988). */
    default Tensor normal(DType dtype, int... shape) {
        return draw("normal", 0, Draw.NORMAL, dtype, shape);
    }

    /** With a mean, and a deviation of 0 or more. */
    default Tensor normal(double mean, double deviation, DType dtype, int... shape) {
        Sampling.type("normal", dtype);
        Sampling.check("normal", "the mean", mean, "a finite number", Double::isFinite);
        Sampling.check("normal", "the deviation", deviation, "a finite number of 0 or more", d -> d >= 0 && Double.isFinite(d));
        return Sampling.normal(this, one(dtype, mean), one(dtype, deviation), shape);
    }

    /** With means and deviations. */
    default Tensor normal(Tensor mean, Tensor deviation, int... shape) {
        return Sampling.normal(this, mean, deviation, shape);
    }

    /**
     * Mean 0, variance 1 before all outside [low, high] is cut away; bounds may be infinite. By the inverse of the distribution on
     * the interval, accurate in both tails however far.
     */
    default Tensor truncatedNormal(double low, double high, DType dtype, int... shape) {
        Sampling.type("truncatedNormal", dtype);
        Sampling.check("truncatedNormal", "the lower bound", low, "at most the upper, " + high, v -> v <= high);
        return TruncatedNormal.draw(this, one(dtype, low), one(dtype, high), shape);
    }

    /** Mean 0, variance 1 before all outside [low, high] is cut away. */
    default Tensor truncatedNormal(Tensor low, Tensor high, int... shape) {
        return TruncatedNormal.draw(this, low, high, shape);
    }

    /** With density exp(-x): never 0 or infinite. */
    default Tensor exponential(DType dtype, int... shape) {
        return draw("exponential", 0, Draw.EXPONENTIAL, dtype, shape);
    }

    /** With density rate exp(-rate x). */
    default Tensor exponential(double rate, DType dtype, int... shape) {
        Sampling.type("exponential", dtype);
        Sampling.positive("exponential", "the rate", rate);
        return Sampling.exponential(this, one(dtype, rate), shape);
    }

    /** With density rate exp(-rate x). */
    default Tensor exponential(Tensor rate, int... shape) {
        return Sampling.exponential(this, rate, shape);
    }

    /** The standard Gumbel distribution, exp(-exp(-x)). */
    default Tensor gumbel(DType dtype, int... shape) {
        return draw("gumbel", 0, Draw.GUMBEL, dtype, shape);
    }

    /** With density exp(-|x|) / 2: the difference of two exponential numbers. */
    default Tensor laplace(DType dtype, int... shape) {
        return pair("laplace", Draw.EXPONENTIAL, X.sub(Y), dtype, shape);
    }

    /** With the distribution 1 / (1 + exp(-x)): the difference of two Gumbel numbers. */
    default Tensor logistic(DType dtype, int... shape) {
        return pair("logistic", Draw.GUMBEL, X.sub(Y), dtype, shape);
    }

    /** With density 1 / (pi (1 + x^2)): the ratio of two normal numbers. */
    default Tensor cauchy(DType dtype, int... shape) {
        return pair("cauchy", Draw.NORMAL, X.div(Y), dtype, shape);
    }

    /** With density x^(a - 1) exp(-x) / Gamma(a) for the shape a above 0 (Marsaglia and Tsang 2000). */
    default Tensor gamma(double a, DType dtype, int... shape) {
        Sampling.type("gamma", dtype);
        Sampling.positive("gamma", "the shape a", a);
        return gamma(one(DType.FLOAT64, a), dtype, shape);
    }

    /** With density x^(a - 1) exp(-x) / Gamma(a). What is below the type's smallest number, as most is for a below 0.001, is 0. */
    default Tensor gamma(Tensor a, int... shape) {
        return gamma(a, Sampling.floating("gamma", a), shape);
    }

    private Tensor gamma(Tensor a, DType dtype, int... shape) {
        Sampling.constant("gamma", a);
        return Sampling.draw(this, 0, Draw.GAMMA, dtype, Sampling.shape("gamma", shape, a), a.backend(), a);
    }

    /** With density x^(a - 1) (1 - x)^(b - 1) / B(a, b) on (0, 1), for a and b above 0. */
    default Tensor beta(double a, double b, DType dtype, int... shape) {
        Sampling.type("beta", dtype);
        Sampling.positive("beta", "a", a);
        Sampling.positive("beta", "b", b);
        return beta(one(DType.FLOAT64, a), one(DType.FLOAT64, b), dtype, shape);
    }

    /** With density x^(a - 1) (1 - x)^(b - 1) / B(a, b); a number nearer to 0 or 1 than the type can tell is 0 or 1. */
    default Tensor beta(Tensor a, Tensor b, int... shape) {
        return beta(a, b, Sampling.floating("beta", a, b), shape);
    }

    private Tensor beta(Tensor a, Tensor b, DType dtype, int... shape) {
        Sampling.constant("beta", a, b);
        return Sampling.draw(this, 0, Draw.BETA, dtype, Sampling.shape("beta", shape, a, b), a.backend(), a, b);
    }

    /** Student's t, degrees of freedom above 0: z sqrt(freedom / 2 / g) for z normal and g a gamma number of shape freedom / 2. */
    default Tensor studentT(double freedom, DType dtype, int... shape) {
        Sampling.type("studentT", dtype);
        Sampling.positive("studentT", "the degrees of freedom", freedom);
        return studentT(one(DType.FLOAT64, freedom), dtype, shape);
    }

    /** Student's t with degrees of freedom. */
    default Tensor studentT(Tensor freedom, int... shape) {
        return studentT(freedom, Sampling.floating("studentT", freedom), shape);
    }

    private Tensor studentT(Tensor freedom, DType dtype, int... shape) {
        Sampling.constant("studentT", freedom);
        int[] full = Sampling.shape("studentT", shape, freedom);
        Tensor half = freedom.to(DType.FLOAT64).mul(0.5);
        Tensor z = Sampling.draw(this, 0, Draw.NORMAL, DType.FLOAT64, full, half.backend());
        Tensor g = Sampling.draw(this, 1, Draw.GAMMA, DType.FLOAT64, full, half.backend(), half);
        return Pointwise.of(X.mul(Y.div(Z).sqrt())).map(z, half, g).to(dtype);
    }

    /**
     * Shares that sum to 1 along the last axis, with density in proportion to the product of x_i^(a_i - 1): shares of what the ones
     * before have left, by beta numbers, which are right for the smallest a. Computed in float64, an element of the axis after the other.
     */
    default Tensor dirichlet(Tensor a, int... shape) {
        Sampling.constant("dirichlet", a);
        return Dirichlet.draw(this, a, shape);
    }

    private Tensor draw(String op, int part, Draw kind, DType dtype, int... shape) {
        Sampling.type(op, dtype);
        return Sampling.draw(this, part, kind, dtype, shape, device());
    }

    private Tensor pair(String op, Draw kind, Formula f, DType dtype, int... shape) {
        return Pointwise.of(f).map(draw(op, 0, kind, dtype, shape), draw(op, 1, kind, dtype, shape));
    }

    private Tensor one(DType dtype, double value) {
        return Creating.full(device(), dtype, value);
    }
}
