package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.linalg.LeastSquares.Method;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every direct operation does with types, shapes and numbers that are not its own. */
class BadInputTest {
    private static final Map<String, UnaryOperator<Tensor>> OPERATIONS = new LinkedHashMap<>();
    private static final Set<String> SQUARE = Set.of("determinant", "logDeterminant", "inverse", "matrixExponential", "symmetric");

    static {
        OPERATIONS.put("lu", a -> Lu.of(a).packed());
        OPERATIONS.put("pivotedQr", a -> PivotedQr.of(a).r());
        OPERATIONS.put("completeOrthogonal", a -> CompleteOrthogonal.of(a).t());
        OPERATIONS.put("qr", a -> Qr.complete(a).r());
        OPERATIONS.put("svd", a -> Svd.full(a).s());
        OPERATIONS.put("determinant", Determinant::of);
        OPERATIONS.put("logDeterminant", a -> LogDeterminant.of(a).logarithm());
        OPERATIONS.put("inverse", Inverse::of);
        OPERATIONS.put("pseudoInverse", PseudoInverse::of);
        OPERATIONS.put("matrixExponential", MatrixExponential::of);
        OPERATIONS.put("matrixRank", MatrixRank::of);
        OPERATIONS.put("nullSpace", NullSpace::of);
        OPERATIONS.put("columnSpace", ColumnSpace::of);
        OPERATIONS.put("symmetric", Symmetric::checked);
        OPERATIONS.put("leastSquares", a -> LeastSquares.of(a, Tensor.zeros(a.dtype(), Matrices.rows(a), 1)).solution());
    }

    private static String refused(UnaryOperator<Tensor> operation, Tensor a) {
        return assertThrows(IllegalArgumentException.class, () -> operation.apply(a)).getMessage();
    }

    @Test
    void integersVectorsAndOblongMatricesAreRefused() {
        OPERATIONS.forEach((name, operation) -> {
            if (!name.equals("leastSquares")) {
                assertTrue(refused(operation, Tensor.of(new int[9], 3, 3)).startsWith(name + ": wants float32 or float64"), name);
                assertTrue(refused(operation, Tensor.ones(3)).startsWith(name + ": a tensor of rank 2"), name);
            }
            if (SQUARE.contains(name)) {
                assertEquals(name + ": a square matrix, got shape [3, 2]", refused(operation, Tensor.ones(3, 2)));
            }
        });
        for (MatrixNorm.Kind kind : MatrixNorm.Kind.values()) {
            assertThrows(IllegalArgumentException.class, () -> kind.of(Tensor.of(new int[9], 3, 3)));
            assertThrows(IllegalArgumentException.class, () -> kind.of(Tensor.ones(3)));
        }
    }

    @Test
    void numbersThatAreNotFiniteAreANumericalFailure() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Tensor one = Samples.matrix(4, 4, (i, j) -> i == 2 && j == 1 ? bad : i == j ? 1 : 0);
            OPERATIONS.forEach((name, operation) -> {
                String message = Near.failed(() -> operation.apply(one));
                assertTrue(message.contains("holds NaN or infinity"), name + ": " + message);
                assertEquals(message, Near.failed(() -> operation.apply(one.to(DType.FLOAT32))), name + " of " + bad);
            });
        }
    }

    @Test
    void nothingAndOneElement() {
        OPERATIONS.forEach((name, operation) -> {
            for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                assertEquals(0, operation.apply(Tensor.zeros(type, 0, 3, 3)).size(), name);
                assertFalse(operation.apply(Tensor.zeros(type, 0, 0)).isNaN().to(DType.INT32).sum().item() > 0, name);
                assertFalse(operation.apply(Tensor.full(type, 2, 1, 1)).isNaN().to(DType.INT32).sum().item() > 0, name);
            }
        });
        for (int[] shape : new int[][] {{0, 3}, {3, 0}, {2, 0, 3}, {2, 3, 0}}) {
            OPERATIONS.forEach((name, operation) -> {
                if (!SQUARE.contains(name)) {
                    assertFalse(operation.apply(Tensor.zeros(shape)).isNaN().to(DType.INT32).sum().item() > 0, name);
                }
            });
        }
    }

    /** 1e-300 to 1e300 in one matrix: no overflow, no NaN, and what can be known of a diagonal matrix is. */
    @Test
    void gradedMatrices() {
        Tensor graded = Samples.diagonal(1e-300, 1e300, 1e-150, 1, 1e150);
        assertEquals(1, Determinant.of(graded).item(), 1e-14);
        assertArrayEquals(new double[] {1e300, 1e150, 1, 1e-150, 1e-300}, sizes(Matrices.diagonal(PivotedQr.of(graded).r())), 1e286);
        assertEquals(5, LeastSquares.of(graded, Tensor.zeros(DType.FLOAT64, 5, 1), Method.QR).rank().item());
        double[] x = LeastSquares.of(graded, Tensor.full(DType.FLOAT64, 2, 5)).solution().toDoubles();
        assertArrayEquals(new double[] {2, 2, 2, 2, 2}, new double[] {x[0] / 1e300, x[1] * 1e300, x[2] / 1e150, x[3], x[4] * 1e150},
                1e-14);
        assertEquals(Double.POSITIVE_INFINITY, LeastSquares.of(graded, Tensor.ones(5)).condition().item());
        assertEquals(1, MatrixRank.of(graded).item());
        assertArrayEquals(new int[] {5, 4}, NullSpace.of(graded).shape());
        OPERATIONS.forEach((name, operation) -> {
            if (!name.equals("matrixExponential")) {
                Tensor result = operation.apply(graded);
                assertTrue(Double.isFinite(result.to(DType.FLOAT64).abs().max().item()), name);
            }
        });
    }

    private static double[] sizes(Tensor values) {
        return values.abs().toDoubles();
    }
}
