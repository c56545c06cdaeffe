package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    private static final double[][] GOOD = Numbers.identity(3);

    private static void fails(String message, Executable work) {
        assertEquals(message, assertThrows(NumericalFailure.class, work).getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theFirstMatrixThatIsNotPositiveDefiniteIsNamed(EachRoad road) {
        double[][] bad = {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}};
        View batch = Stored.batch(road.type(), GOOD, bad, GOOD, bad);
        String said = "matrix 1 of the batch is not positive definite: its leading minor of order 2 is not positive;"
                + " add a multiple of the identity, or take symmetricEigen";
        fails("cholesky: " + said, () -> road.factor(Factorisation.CHOLESKY, batch));
        fails("solve: " + said, () -> road.solve(Solver.POSITIVE_DEFINITE, batch, Stored.batch(road.type(), GOOD, GOOD, GOOD, GOOD)));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void singularMatricesAreRefused(EachRoad road) {
        double[][] twice = {{1, 2, 3}, {2, 4, 6}, {0, 1, 1}};
        View b = road.stored(GOOD);
        fails("solve: the matrix is singular: pivot 3 is zero;"
                + " drop rows and columns that depend on others, or solve by least squares",
                () -> road.solve(Solver.GENERAL, road.stored(twice), b));
        fails("solve: the matrix is singular: element 2 of its diagonal is zero; drop the rows and columns of zeros on the diagonal",
                () -> road.solve(Solver.LOWER, road.stored(new double[][] {{1, 0, 0}, {1, 0, 0}, {1, 1, 1}}), b));
        fails("solve: the matrix is singular: element 1 of its diagonal is zero; drop the rows and columns of zeros on the diagonal",
                () -> road.solve(Solver.UPPER, road.stored(new double[3][3]), b));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void numbersThatAreNotFiniteNeverReachTheAlgorithm(EachRoad road) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[][] a = Numbers.make(3, 3, (i, j) -> i == 2 && j == 1 ? bad : i == j ? 1 : 0);
            String said = "the matrix holds NaN or infinity; look for the operation that made it, or replace it before";
            fails("cholesky: " + said, () -> road.factor(Factorisation.CHOLESKY, road.stored(a)));
            fails("qr: " + said, () -> road.factor(Factorisation.QR, road.stored(a)));
            fails("svd: " + said, () -> road.factor(Factorisation.SVD, road.stored(a)));
            fails("svd: " + said, () -> road.factor(Factorisation.SVD, road.stored(Numbers.transpose(new double[][] {a[2], a[0]}))));
            fails("symmetricEigen: " + said, () -> road.factor(Factorisation.SYMMETRIC_EIGEN, road.stored(a)));
            fails("symmetricEigen: " + said, () -> road.factor(Factorisation.EIGENVALUES, road.stored(a)));
            fails("svd: " + said, () -> road.factor(Factorisation.SINGULAR_VALUES, road.stored(a)));
            fails("svd: " + said, () -> road.factor(Factorisation.SINGULAR_VALUES, road.stored(new double[][] {a[2]})));
            fails("qr: " + said, () -> road.factor(Factorisation.COMPLETE_QR, road.stored(a)));
            fails("qr: " + said, () -> road.factor(Factorisation.PIVOTED_QR, road.stored(a)));
            fails("lu: " + said, () -> road.factor(Factorisation.LU, road.stored(a)));
            fails("solve: " + said, () -> road.solve(Solver.GENERAL, road.stored(a), road.stored(GOOD)));
            fails("solve: " + said, () -> road.solve(Solver.UPPER, road.stored(GOOD), road.stored(a)));
        }
    }
}
