package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every operation has a history where its input has one, or says that it has none; and keeps nothing where it has not. */
class HistoryTest {
    private static final Map<String, UnaryOperator<Tensor>> PASSING = new LinkedHashMap<>();
    private static final Map<String, UnaryOperator<Tensor>> REFUSING = new LinkedHashMap<>();
    private static final Tensor A = Near.secondDifference(3);
    private static final Tensor B = Near.random(3, 2);

    static {
        PASSING.put("svd u", a -> Svd.of(a).u());
        PASSING.put("svd s", a -> Svd.of(a).s());
        PASSING.put("svd vt", a -> Svd.of(a).vt());
        PASSING.put("jacobi", a -> Svd.jacobi(a).s());
        PASSING.put("full", a -> Svd.full(a).u());
        PASSING.put("values", Svd::values);
        PASSING.put("largest", a -> Svd.largest(a, 2).s());
        PASSING.put("truncated", a -> Svd.truncated(a, 0.5).u());
        PASSING.put("eigenvalues", a -> SymmetricEigen.of(a).values());
        PASSING.put("eigenvectors", a -> SymmetricEigen.of(a).vectors());
        PASSING.put("eigenvalues alone", SymmetricEigen::values);
        PASSING.put("q", a -> Qr.of(a).q());
        PASSING.put("r", a -> Qr.of(a).r());
        PASSING.put("triangle", Qr::triangle);
        PASSING.put("complete", a -> Qr.complete(a).q());
        PASSING.put("pivotedQr", a -> PivotedQr.of(a).r());
        PASSING.put("lu", a -> Lu.of(a).packed());
        PASSING.put("lu solve", a -> Lu.of(a).solve(B));
        PASSING.put("lu determinant", a -> Lu.of(a).determinant());
        PASSING.put("cholesky", a -> Cholesky.of(a).l());
        PASSING.put("cholesky solve", a -> Cholesky.of(a).solve(B));
        PASSING.put("cholesky logDeterminant", a -> Cholesky.of(a).logDeterminant());
        PASSING.put("general", a -> Solve.general(a, B));
        PASSING.put("positiveDefinite", a -> Solve.positiveDefinite(a, B));
        PASSING.put("lower", a -> Solve.lower(a, B));
        PASSING.put("upper", a -> Solve.upper(a, B));
        PASSING.put("right side", b -> Solve.general(A, b));
        PASSING.put("leastSquares", a -> LeastSquares.solve(a, B));
        PASSING.put("completeOrthogonal solve", b -> CompleteOrthogonal.of(A).solve(b));
        PASSING.put("inverse", Inverse::of);
        PASSING.put("pseudoInverse", PseudoInverse::of);
        PASSING.put("determinant", Determinant::of);
        PASSING.put("logDeterminant", a -> LogDeterminant.of(a).logarithm());
        PASSING.put("matrixPower", a -> MatrixPower.of(a, -3));
        PASSING.put("matrixExponential", MatrixExponential::of);
        PASSING.put("columnSpace", ColumnSpace::of);
        for (MatrixNorm.Kind kind : MatrixNorm.Kind.values()) {
            PASSING.put(kind.toString(), kind::of);
            PASSING.put("condition " + kind, a -> MatrixNorm.condition(a, kind));
        }
        REFUSING.put("randomizedSvd", a -> Svd.randomized(a, 1).s());
        REFUSING.put("leastSquares", a -> LeastSquares.of(a, B).solution());
        REFUSING.put("completeOrthogonal", a -> CompleteOrthogonal.of(a).t());
        REFUSING.put("linearOperator", a -> LinearOperator.of(a).apply(B));
    }

    @Test
    void historyIsKeptOnlyWhereItIsWanted() {
        Tensor a = A.wanted();
        PASSING.forEach((name, operation) -> {
            assertTrue(operation.apply(a).isTracked(), name);
            assertFalse(operation.apply(A).isTracked(), name);
            assertFalse(History.off(() -> operation.apply(a)).isTracked(), name);
        });
    }

    @Test
    void gradientsAreRefusedInWords() {
        Tensor a = A.wanted();
        REFUSING.forEach((name, operation) -> {
            assertEquals(name + ": gradients do not pass through it, and an input of shape [3, 3] has history; give it x.detach()",
                    assertThrows(IllegalArgumentException.class, () -> operation.apply(a)).getMessage());
            assertFalse(History.off(() -> operation.apply(a)).isTracked(), name);
        });
    }

    /** No gradient in sight: what is left in the scope are the results. */
    @Test
    void withoutHistoryNothingIsKept() {
        List<String> single = List.of("values", "eigenvalues alone", "triangle", "cholesky", "general", "positiveDefinite", "lower", "upper",
                "right side", "leastSquares", "inverse", "pseudoInverse", "determinant", "matrixExponential");
        try (Scope scope = Scope.open()) {
            for (String name : single) {
                int before = scope.owned();
                PASSING.get(name).apply(A);
                assertEquals(1, scope.owned() - before, name);
            }
            int before = scope.owned();
            LogDeterminant.of(A);
            assertEquals(2, scope.owned() - before);
        }
    }

    /** A training step: forward and backward in one scope, of which the gradient is kept; and again, since nothing was left behind. */
    @Test
    void stepsInScopes() {
        Tensor a = A.wanted();
        PASSING.forEach((name, operation) -> {
            double[][] found = new double[2][];
            for (int step = 0; step < 2; step++) {
                try (Scope scope = Scope.open()) {
                    found[step] = scope.keep(Gradients.of(operation.apply(a).square().sum()).get(a)).toDoubles();
                }
            }
            assertEquals(9, found[0].length, name);
            assertArrayEquals(found[0], found[1], name);
        });
    }

    /** Matrices without rows, without columns, and batches of none. */
    @Test
    void gradientsOfNothingAreEmpty() {
        List<String> any = List.of("svd u", "svd s", "svd vt", "values", "largest of none", "q", "r", "triangle", "complete",
                "pivotedQr", "lu", "pseudoInverse");
        for (int[] shape : new int[][] {{0, 0}, {4, 0}, {0, 4}, {0, 3, 3}, {0, 4, 3}, {0, 3, 4}}) {
            Tensor a = Tensor.zeros(DType.FLOAT64, shape).wanted();
            boolean square = shape[shape.length - 1] == shape[shape.length - 2];
            for (String name : any) {
                UnaryOperator<Tensor> operation = PASSING.getOrDefault(name, x -> Svd.largest(x, 0).product());
                assertArrayEquals(shape, Gradients.of(operation.apply(a).sum()).get(a).shape(), name);
            }
            if (square) {
                for (UnaryOperator<Tensor> operation : List.<UnaryOperator<Tensor>>of(x -> SymmetricEigen.of(x).product(),
                        x -> Cholesky.of(x).l(), Inverse::of, Determinant::of, x -> LogDeterminant.of(x).logarithm(),
                        x -> Solve.general(x, x.detach()), MatrixExponential::of, MatrixNorm::nuclear, MatrixNorm::spectral)) {
                    assertArrayEquals(shape, Gradients.of(operation.apply(a).sum()).get(a).shape());
                }
            }
        }
    }

    /** The same seed in two scopes: what a pullback made in the first is not used in the second. */
    @Test
    void aHistoryUsedTwice() {
        Tensor a = A.wanted();
        Tensor b = B.to(DType.FLOAT64).wanted();
        Tensor seed = B.fullLike(1);
        for (Tensor x : new Tensor[] {Solve.general(a, b), LeastSquares.solve(a, b)}) {
            double[] first;
            try (Scope _ = Scope.open()) {
                first = Gradients.withHistory(x, seed).get(b).toDoubles();
            }
            try (Scope _ = Scope.open()) {
                assertArrayEquals(first, Gradients.withHistory(x, seed).get(b).toDoubles());
            }
        }
    }
}
