package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;

/** The diagonal of matrices, and matrices that have nothing else. Gradients pass. */
public final class Diagonal {
    private Diagonal() {}

    /** That of floating-point matrices [.., m, n], a view [.., min(m, n)]; its sum over the last axis is the trace. */
    public static Tensor of(Tensor a) {
        Inputs.matrices("diagonal", a);
        return Matrices.diagonal(a);
    }

    /** The square matrices [.., n, n] with diagonals [.., n], floating, and zeros elsewhere. */
    public static Tensor matrix(Tensor values) {
        Check.floating("diagonal", values.dtype());
        Check.rank("diagonal", values.shape(), 1, Integer.MAX_VALUE);
        return Triangles.diagonal(values, values.size(-1), values.size(-1));
    }
}
