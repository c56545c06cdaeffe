package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/**
 * Whether matrices are symmetric: {@link SymmetricEigen} and {@link Cholesky} read the lower triangle and do not look above it.
 */
public final class Symmetric {
    private Symmetric() {}

    /**
     * A [.., n, n] as it is, after no element was found to differ from its mirror image by more than n units in the last place of the
     * largest element of its matrix: {@code SymmetricEigen.of(Symmetric.checked(a))}. Waits for the device.
     *
     * @throws IllegalArgumentException naming the elements that differ most
     * @throws dev.ricci.backend.NumericalFailure for NaN or infinity
     */
    public static Tensor checked(Tensor a) {
        Inputs.square("symmetric", a);
        return checked(a, Tolerance.of(a));
    }

    /** As {@link #checked(Tensor)}, for differences of more than tolerance times the largest element. */
    public static Tensor checked(Tensor a, double tolerance) {
        Inputs.square("symmetric", a);
        Tolerance.check("symmetric", tolerance);
        double[] largest = Inputs.largest("symmetric", a);
        double[] difference = Inputs.largest("symmetric", Inputs.scoped(() -> a.detach().sub(a.detach().t())));
        for (int i = 0; i < largest.length; i++) {
            if (difference[i] > tolerance * largest[i]) {
                throw new IllegalArgumentException("symmetric: " + (largest.length == 1 ? "the matrix" : "matrix " + i + " of the batch")
                        + " is not: " + worst(a, i) + "; take the mean of it and its transpose, or a decomposition for any matrix");
            }
        }
        return a;
    }

    private static String worst(Tensor a, int matrix) {
        int n = Matrices.rows(a);
        double[] v = a.detach().reshape(-1, n, n).select(0, matrix).toDoubles();
        int row = 0;
        int column = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(v[i * n + j] - v[j * n + i]) > Math.abs(v[row * n + column] - v[column * n + row])) {
                    row = i;
                    column = j;
                }
            }
        }
        return "element [" + row + ", " + column + "] is " + v[row * n + column] + ", [" + column + ", " + row + "] is "
                + v[column * n + row];
    }
}
