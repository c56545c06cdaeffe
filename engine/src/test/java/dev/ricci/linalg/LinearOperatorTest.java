package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LinearOperatorTest {
    private static final Tensor A = Near.random(5, 3);
    private static final Tensor B = Near.random(3, 5).mul(2);

    /** An operator is the matrix it makes of the identity, and its transpose that of the other. */
    private static void is(Tensor matrix, LinearOperator operator) {
        assertNear(matrix, operator.apply(Tensor.eye(matrix.dtype(), operator.columns())), 1e-13);
        assertNear(matrix.t(), operator.applyTransposed(Tensor.eye(matrix.dtype(), operator.rows())), 1e-13);
        Tensor x = Near.random(operator.columns());
        assertNear(matrix.matmul(x.unsqueeze(1)).squeeze(1), operator.apply(x), 1e-13);
    }

    @Test
    void sumsProductsAndTransposesAreThoseOfMatrices() {
        LinearOperator a = LinearOperator.of(A);
        LinearOperator b = LinearOperator.of(B);
        is(A, a);
        is(A.t(), a.transposed());
        is(A.matmul(B), a.matmul(b));
        is(A.add(B.t()), a.add(b.transposed()));
        is(A.mul(-3), a.mul(-3));
        is(A.t().matmul(A), a.normal());
        is(A.matmul(B).add(Tensor.eye(DType.FLOAT64, 5).mul(0.5)), a.matmul(b).shifted(0.5));
        is(Tensor.eye(DType.FLOAT64, 4).mul(Tensor.of(new double[] {1, 2, 3, 4})),
                LinearOperator.diagonal(Tensor.of(new double[] {1, 2, 3, 4})));
        is(A, LinearOperator.of(5, 3, DType.FLOAT64, A::matmul, A.t()::matmul));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        LinearOperator a = LinearOperator.of(A);
        assertEquals("linearOperator apply: the operator's columns and the vector must agree, got 3 and 4", refused(() ->
                a.apply(Near.random(4))));
        assertEquals("linearOperator matmul: 5 by 3 and 5 by 3 do not fit", refused(() -> a.matmul(a)));
        assertEquals("linearOperator add: 5 by 3 and 3 by 5 do not fit", refused(() -> a.add(a.transposed())));
        assertEquals("linearOperator shifted: a square operator, got 5 by 3", refused(() -> a.shifted(1)));
        assertTrue(refused(() -> a.apply(Tensor.ones(3))).contains("float32"));
        assertTrue(refused(() -> LinearOperator.of(A.wanted())).contains("has history; give it x.detach()"));
        assertTrue(refused(() -> LinearOperator.of(Near.random(2, 3, 3))).contains("rank 2"));
        assertTrue(refused(() -> a.apply(Near.random(3).wanted())).contains("has history; give it x.detach()"));
        assertTrue(refused(() -> LinearOperator.diagonal(Near.random(3).wanted())).contains("has history; give it x.detach()"));
        Tensor tracked = A.wanted();
        LinearOperator uses = LinearOperator.of(5, 3, DType.FLOAT64, tracked::matmul, tracked.t()::matmul);
        assertTrue(refused(() -> uses.apply(Near.random(3))).contains("uses tensors with history; give it t.detach()"));
        assertTrue(refused(() -> uses.applyTransposed(Near.random(5))).contains("uses tensors with history; give it t.detach()"));
        LinearOperator forwardOnly = LinearOperator.of(5, 3, DType.FLOAT64, A::matmul, null);
        assertTrue(refused(() -> forwardOnly.applyTransposed(Near.random(5))).contains("its transpose is not known"));
        LinearOperator wrong = LinearOperator.symmetric(5, DType.FLOAT64, x -> x.sum(0));
        assertEquals("linearOperator apply: the function gave float64 of shape [1] where float64 of shape [5, 1] is wanted",
                refused(() -> wrong.apply(Near.random(5))));
    }

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
