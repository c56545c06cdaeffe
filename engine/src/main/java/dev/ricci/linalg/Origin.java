package dev.ricci.linalg;

import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;

/**
 * The matrix that factors were made of, as far as their history tells: what is made of all factors of a matrix can then have a gradient of
 * its own, which those of single vectors do not give where values are equal.
 */
final class Origin {
    private Origin() {}

    /** The last input of what made every one of the factors, all by operations whose name begins so; null where there is no such. */
    static Tensor of(String operation, Tensor... factors) {
        Tensor origin = null;
        for (Tensor t : factors) {
            Node made = t.history();
            if (made == null || made.isLetGo() || !made.operation().startsWith(operation)) {
                return null;
            }
            Tensor from = made.input(made.inputCount() - 1);
            if (origin != null && from != origin) {
                return null;
            }
            origin = from;
        }
        return origin;
    }

    /** A factor that was made of others, marked with the matrix behind them. */
    static Tensor marked(String operation, Tensor factor, Tensor origin) {
        return Tensor.result(operation, factor.view(), (i, g) -> i == 0 ? g : null, factor, origin);
    }
}
