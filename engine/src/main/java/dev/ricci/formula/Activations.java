package dev.ricci.formula;

import static dev.ricci.formula.Formula.*;

/** The functions that stand between the layers of a network, each written once, here. */
public final class Activations {
    /** max(x, 0) with derivative 0 at 0; NaN stays NaN. */
    public static final Formula RELU = X.lessEqual(of(0)).select(of(0), X);

    /** x where positive, else exp(x) - 1 (Clevert, Unterthiner, Hochreiter 2016). */
    public static final Formula ELU = X.lessEqual(of(0)).select(X.expm1(), X);

    /** x times the normal distribution function of x (Hendrycks and Gimpel 2016), by the error function. */
    public static final Formula GELU = X.mul(0.5).mul(X.mul(Math.sqrt(0.5)).erf().add(1));

    /** x sigmoid(x), also called swish. */
    public static final Formula SILU = X.mul(X.sigmoid());

    /** log(1 + exp(x)) without overflow. */
    public static final Formula SOFTPLUS = X.softplus();

    /** ELU times a scale, both from the fixed point of mean 0 and variance 1 (Klambauer et al. 2017, equation 14). */
    public static final Formula SELU = elu(1.6732632423543772848).mul(1.0507009873554804934);

    /**
     * x (1 + tanh(u)) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3) (Hendrycks and Gimpel 2016), written as x sigmoid(2 u): for negative x
     * that has small relative errors, too.
     */
    public static final Formula GELU_TANH =
            X.mul(X.mul(X.mul(X).mul(0.044715).add(1)).mul(2 * Math.sqrt(2 / Math.PI)).sigmoid());

    /** x tanh(log(1 + exp(x))) (Misra 2020). */
    public static final Formula MISH = X.mul(SOFTPLUS.tanh());

    /** log(sigmoid(x)), by the softplus of -x. */
    public static final Formula LOG_SIGMOID = X.neg().softplus().neg();

    /** x / (1 + |x|), far out as the sign less the rest: then its derivative has no cancellation, and infinity gives 1. */
    public static final Formula SOFTSIGN = X.abs().less(of(1)).select(X.div(X.abs().add(1)),
            X.sign().mul(of(1).sub(of(1).div(X.abs().add(1)))));

    /** (x + 3) / 6 brought between 0 and 1 (Howard et al. 2019); NaN stays NaN. */
    public static final Formula HARD_SIGMOID =
            X.lessEqual(of(-3)).select(of(0), of(3).lessEqual(X).select(of(1), X.add(3).div(6)));

    /** x hardSigmoid(x) (Howard et al. 2019). */
    public static final Formula HARD_SWISH =
            X.lessEqual(of(-3)).select(of(0), of(3).lessEqual(X).select(X, X.mul(X.add(3)).div(6)));

    private Activations() {}

    /** x where positive, else alpha (exp(x) - 1); ELU of its authors has alpha 1. */
    public static Formula elu(double alpha) {
        return X.lessEqual(of(0)).select(X.expm1().mul(alpha), X);
    }

    /** x where positive, else slope x. */
    public static Formula leakyRelu(double slope) {
        return X.lessEqual(of(0)).select(X.mul(slope), X);
    }
}
