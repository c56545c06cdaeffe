package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every operation refuses what it cannot do, in one clear sentence. */
class RefusalTest {
    private static final Map<String, UnaryOperator<Tensor>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("svd", a -> Svd.of(a).s());
        OPERATIONS.put("randomizedSvd", a -> Svd.randomized(a, 1).s());
        OPERATIONS.put("qr", a -> Qr.of(a).r());
        OPERATIONS.put("symmetricEigen", a -> SymmetricEigen.of(a).values());
        OPERATIONS.put("cholesky", a -> Cholesky.of(a).l());
        OPERATIONS.put("solve", a -> Solve.general(a, Tensor.ones(3, 1).to(a.dtype())));
        OPERATIONS.put("leastSquares", a -> LeastSquares.solve(a, Tensor.ones(3, 1).to(a.dtype())));
    }

    private static String refused(UnaryOperator<Tensor> operation, Tensor a) {
        return assertThrows(IllegalArgumentException.class, () -> operation.apply(a)).getMessage();
    }

    @Test
    void integersAndVectorsAreRefused() {
        OPERATIONS.forEach((name, operation) -> {
            assertTrue(refused(operation, Tensor.of(new int[9], 3, 3)).startsWith(name + ": wants float32 or float64"), name);
            assertTrue(refused(operation, Tensor.ones(3)).startsWith(name + ": a tensor of rank 2"), name);
        });
    }

    @Test
    void matricesThatMustBeSquareAre() {
        for (String name : new String[] {"symmetricEigen", "cholesky", "solve"}) {
            assertEquals(name + ": a square matrix, got shape [3, 2]", refused(OPERATIONS.get(name), Tensor.ones(3, 2)));
        }
    }

    @Test
    void numbersThatAreNotFiniteAreANumericalFailure() {
        Tensor a = Tensor.eye(DType.FLOAT64, 3).mul(Double.NaN);
        OPERATIONS.forEach((name, operation) -> assertTrue(Near.failed(() -> operation.apply(a)).contains("holds NaN or infinity"), name));
    }

    @Test
    void singularMatricesAreANumericalFailure() {
        Tensor ones = Tensor.ones(3, 3);
        Near.failed(() -> Solve.general(ones, Tensor.ones(3)));
        Near.failed(() -> Solve.positiveDefinite(ones.neg(), Tensor.ones(3)));
        Near.failed(() -> Cholesky.of(ones.neg()));
        Near.failed(() -> Solve.lower(ones.mul(0), Tensor.ones(3)));
        assertEquals("leastSquares: the matrix has a rank below its 3 columns; the least of all solutions is"
                + " LeastSquares.of(a, b).solution()",
                Near.failed(() -> LeastSquares.solve(ones, Tensor.ones(3))));
    }
}
