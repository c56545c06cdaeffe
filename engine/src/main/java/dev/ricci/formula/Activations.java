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

    private Activations() {}

    /** x where positive, else slope x. */
    public static Formula leakyRelu(double slope) {
        return X.lessEqual(of(0)).select(X.mul(slope), X);
    }
}
