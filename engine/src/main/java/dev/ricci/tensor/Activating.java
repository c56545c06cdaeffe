package dev.ricci.tensor;

import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;

/** Activation functions of each element beside those of {@link Elementwise}; {@link Activations} has their formulas. */
public sealed interface Activating permits Tensor {
    Tensor self();

    /** x where positive, else alpha (exp(x) - 1). */
    default Tensor elu(double alpha) {
        return activate(Activations.elu(alpha));
    }

    /** ELU with the scales that keep mean 0 and variance 1 (Klambauer, Unterthiner, Mayr, Hochreiter 2017). */
    default Tensor selu() {
        return activate(Activations.SELU);
    }

    /** The approximation of gelu by tanh (Hendrycks and Gimpel 2016). */
    default Tensor geluTanh() {
        return activate(Activations.GELU_TANH);
    }

    /** x tanh(softplus(x)) (Misra 2020). */
    default Tensor mish() {
        return activate(Activations.MISH);
    }

    /** log(sigmoid(x)), where the sigmoid is 0 too. */
    default Tensor logSigmoid() {
        return activate(Activations.LOG_SIGMOID);
    }

    /** x / (1 + |x|). */
    default Tensor softsign() {
        return activate(Activations.SOFTSIGN);
    }

    /** (x + 3) / 6 brought between 0 and 1 (Howard et al. 2019). */
    default Tensor hardSigmoid() {
        return activate(Activations.HARD_SIGMOID);
    }

    /** x hardSigmoid(x) (Howard et al. 2019). */
    default Tensor hardSwish() {
        return activate(Activations.HARD_SWISH);
    }

    private Tensor activate(Formula f) {
        return Pointwise.of(f).map(self());
    }
}
