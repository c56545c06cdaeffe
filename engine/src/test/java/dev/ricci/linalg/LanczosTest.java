package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static dev.ricci.linalg.Near.assertOrthonormal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LanczosTest {
    /** Second differences of a vector, without a matrix: 2 x[i] - x[i - 1] - x[i + 1]. */
    private static LinearOperator laplacian(int n) {
        return LinearOperator.symmetric(n, DType.FLOAT64, x -> {
            Tensor zero = x.slice(0, 0, 1).mul(0);
            return x.mul(2).sub(Shaping.concat(0, x.slice(0, 1, n), zero)).sub(Shaping.concat(0, zero, x.slice(0, 0, n - 1)));
        });
    }

    private static double wanted(int number, int n) {
        return 2 - 2 * Math.cos(number * Math.PI / (n + 1));
    }

    private static void pairs(LinearOperator a, SymmetricEigen found, double tolerance) {
        assertNear(a.apply(found.vectors()), Matrices.scaleColumns(found.vectors(), found.values()), tolerance);
        assertOrthonormal(found.vectors(), 1e-12);
    }

    @Test
    void theEndsOfAKnownSpectrum() {
        int n = 150;
        LinearOperator a = laplacian(n);
        SymmetricEigen largest = SymmetricEigen.largest(a, 5);
        SymmetricEigen smallest = Lanczos.DEFAULT.smallest(a, 5);
        for (int i = 0; i < 5; i++) {
            assertEquals(wanted(n - 4 + i, n), largest.values().toDoubles()[i], 1e-12);
            assertEquals(wanted(1 + i, n), smallest.values().toDoubles()[i], 1e-12);
        }
        pairs(a, largest, 1e-9);
        pairs(a, smallest, 1e-9);
    }

    /** On a square grid most values come in pairs: l_i + l_j = l_j + l_i. */
    @Test
    void equalValuesAreAllFound() {
        int side = 15;
        Tensor one = Near.secondDifference(side);
        LinearOperator a = LinearOperator.symmetric(side * side, DType.FLOAT64, x -> {
            Tensor grid = x.t().reshape(x.size(1), side, side);
            return one.matmul(grid).add(grid.matmul(one)).reshape(x.size(1), side * side).t();
        });
        double[] all = new double[side * side];
        for (int i = 0; i < all.length; i++) {
            all[i] = wanted(1 + i / side, side) + wanted(1 + i % side, side);
        }
        Arrays.sort(all);
        SymmetricEigen found = SymmetricEigen.largest(a, 9);
        assertArrayEquals(Arrays.copyOfRange(all, all.length - 9, all.length), found.values().toDoubles(), 1e-11);
        pairs(a, found, 1e-8);
    }

    @Test
    void agreesWithTheWholeDecomposition() {
        for (int n : new int[] {1, 2, 7, 40, 130}) {
            Tensor a = Near.random(n, n);
            Tensor symmetric = a.add(a.t());
            double[] all = SymmetricEigen.of(symmetric).values().toDoubles();
            for (int k : new int[] {1, Math.min(n, 6), n}) {
                SymmetricEigen found = SymmetricEigen.largest(symmetric, k);
                assertArrayEquals(Arrays.copyOfRange(all, n - k, n), found.values().toDoubles(), 1e-10 * (1 + all[n - 1]), n + ", " + k);
                pairs(LinearOperator.of(symmetric), found, 1e-7);
            }
        }
    }

    /** Invariant spaces, where a step finds nothing new: the identity, zero, a matrix of low rank. */
    @Test
    void invariantSpacesAreLeft() {
        int n = 200;
        Tensor eye = Tensor.eye(DType.FLOAT64, n);
        assertArrayEquals(new double[] {1, 1, 1}, SymmetricEigen.largest(eye, 3).values().toDoubles(), 1e-14);
        pairs(LinearOperator.of(eye), SymmetricEigen.largest(eye, 3), 1e-13);
        SymmetricEigen zero = SymmetricEigen.largest(eye.mul(0), 3);
        assertArrayEquals(new double[3], zero.values().toDoubles());
        assertOrthonormal(zero.vectors(), 1e-13);
        Tensor q = Qr.of(Near.random(n, 2)).q();
        SymmetricEigen low = SymmetricEigen.largest(q.mul(Tensor.of(new double[] {3, 5})).matmul(q.t()), 4);
        assertArrayEquals(new double[] {0, 0, 3, 5}, low.values().toDoubles(), 1e-13);
        pairs(LinearOperator.of(q.mul(Tensor.of(new double[] {3, 5})).matmul(q.t())), low, 1e-12);
    }

    @Test
    void float32IsAsGoodAsItsRounding() {
        Tensor a = Near.random(300, 80);
        Tensor covariance = a.t().matmul(a);
        double[] all = SymmetricEigen.of(covariance).values().toDoubles();
        SymmetricEigen found = SymmetricEigen.largest(covariance.to(DType.FLOAT32), 6);
        assertArrayEquals(Arrays.copyOfRange(all, 74, 80), found.values().toDoubles(), 2e-6 * all[79]);
        assertEquals(DType.FLOAT32, found.vectors().dtype());
        SymmetricEigen normal = SymmetricEigen.largest(LinearOperator.of(a).normal(), 6);
        assertArrayEquals(Arrays.copyOfRange(all, 74, 80), normal.values().toDoubles(), 1e-10 * all[79]);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertEquals("lanczos: a square operator, got 3 by 2", refused(() -> SymmetricEigen.largest(LinearOperator.of(Near.random(3, 2)), 1)));
        assertEquals("lanczos: 1 to 3 eigenvalues, got 4", refused(() -> SymmetricEigen.largest(Near.positiveDefinite(3), 4)));
        assertTrue(refused(() -> SymmetricEigen.largest(Near.random(30, 30), 2)).startsWith("lanczos: the operator is not symmetric"));
        assertThrows(NumericalFailure.class, () -> SymmetricEigen.largest(Near.positiveDefinite(9).mul(Double.NaN), 2));
        assertTrue(assertThrows(NumericalFailure.class, () -> Lanczos.DEFAULT.keeping(12).atMost(2).smallest(laplacian(400), 3))
                .getMessage().startsWith("lanczos: 2 cycles have not found 3 eigenvalues to a residual of 1.0E-10; allow more cycles"));
        assertThrows(IllegalArgumentException.class, () -> Lanczos.DEFAULT.inBlocksOf(0));
        assertThrows(IllegalArgumentException.class, () -> Lanczos.DEFAULT.keeping(5).largest(laplacian(40), 3));
    }

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test
    void memoryIsTheScopes() {
        try (Scope outer = Scope.open()) {
            LinearOperator a = LinearOperator.of(Near.secondDifference(120));
            int before = outer.owned();
            SymmetricEigen.largest(a, 3);
            assertEquals(2, outer.owned() - before, "nothing but the results stays");
        }
    }
}
