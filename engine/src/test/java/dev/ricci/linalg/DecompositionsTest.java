package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static dev.ricci.linalg.Near.assertOrthonormal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DecompositionsTest {
    private static final int[][] SHAPES = {{1, 1}, {5, 3}, {3, 5}, {17, 17}, {2, 3, 9, 4}, {3, 1, 6}, {64, 5}};

    @Test
    void productsAreTheMatrix() {
        for (int[] shape : SHAPES) {
            Tensor a = Near.random(shape);
            Svd svd = Svd.of(a);
            assertNear(a, svd.product(), 1e-13);
            assertOrthonormal(svd.u(), 1e-13);
            assertOrthonormal(svd.vt().t(), 1e-13);
            Qr qr = Qr.of(a);
            assertNear(a, qr.product(), 1e-13);
            assertOrthonormal(qr.q(), 1e-13);
            Tensor square = a.matmul(a.t());
            SymmetricEigen eigen = SymmetricEigen.of(square);
            assertNear(square, eigen.product(), 1e-12);
            assertOrthonormal(eigen.vectors(), 1e-13);
            Tensor regular = square.add(Tensor.eye(DType.FLOAT64, square.size(-1)));
            assertNear(regular, Cholesky.of(regular).product(), 1e-12);
        }
    }

    /** Large enough to be cut into blocks, from far too wide for that to high enough for several. */
    @Test
    void theTriangleAloneHasTheGramMatrix() {
        for (int[] shape : new int[][] {{40, 3300}, {370, 370}, {600, 300}, {1300, 300}, {3700, 37}}) {
            Tensor a = Near.random(shape);
            Tensor r = Qr.triangle(a);
            assertNear(a.t().matmul(a), r.t().matmul(r), 1e-12 * shape[0]);
        }
    }

    @Test
    void viewsOfAnyLayoutAreTaken() {
        Tensor a = Near.random(4, 11, 6);
        Tensor odd = a.permute(2, 0, 1).slice(1, 0, 4, 2).slice(2, 1, 10, 3).flip(2);
        assertNear(odd, Svd.of(odd).product(), 1e-13);
        assertNear(odd, Qr.of(odd).product(), 1e-13);
        Tensor repeated = a.select(0, 0).broadcastTo(3, 11, 6);
        assertNear(repeated, Svd.of(repeated).product(), 1e-13);
    }

    @Test
    void float32IsAsGoodAsItsRounding() {
        Tensor a = Near.random(40, 20).to(DType.FLOAT32);
        assertNear(a, Svd.of(a).product(), 1e-5);
        assertNear(a, Qr.of(a).product(), 1e-5);
        assertNear(a, Svd.randomized(a, 20).product(), 1e-5);
    }

    @Test
    void nothingGivesNothing() {
        Tensor none = Tensor.zeros(DType.FLOAT64, 4, 0);
        assertArrayEquals(new int[] {4, 0}, Svd.of(none).u().shape());
        assertArrayEquals(new int[] {0}, Svd.of(none).s().shape());
        assertNear(Tensor.zeros(DType.FLOAT64, 4, 0), Svd.of(none).product(), 0);
        assertNear(Tensor.zeros(DType.FLOAT64, 0, 4), Svd.of(none).pseudoInverse(), 0);
        assertArrayEquals(new int[] {0, 0}, Qr.of(none).r().shape());
        assertArrayEquals(new int[] {0, 0}, Cholesky.of(Tensor.zeros(DType.FLOAT64, 0, 0)).l().shape());
        assertArrayEquals(new int[] {0, 3}, SymmetricEigen.of(Tensor.zeros(DType.FLOAT64, 0, 3, 3)).values().shape());
        assertEquals(0, MatrixNorm.spectral(none).item());
        assertEquals(0, Svd.of(none).rank().item());
    }

    @Test
    void aKnownSpectrum() {
        int n = 50;
        double[] values = SymmetricEigen.of(Near.secondDifference(n)).values().toDoubles();
        double[] singular = Svd.of(Near.secondDifference(n)).s().toDoubles();
        for (int k = 1; k <= n; k++) {
            double wanted = 2 - 2 * Math.cos(k * Math.PI / (n + 1));
            assertEquals(wanted, values[k - 1], 1e-13);
            assertEquals(wanted, singular[n - k], 1e-13);
        }
    }

    @Test
    void determinantsOfABatch() {
        Tensor a = Near.secondDifference(30);
        Tensor both = Shaping.concat(0, a.unsqueeze(0), a.mul(2).unsqueeze(0));
        double[] log = Cholesky.of(both).logDeterminant().toDoubles();
        assertEquals(Math.log(31), log[0], 1e-12);
        assertEquals(Math.log(31) + 30 * Math.log(2), log[1], 1e-12);
    }

    @Test
    void rankAndNorms() {
        Tensor a = Tensor.of(new double[] {3, 0, 0, 4, 0, 0}, 3, 2); // values 4 and 3
        assertEquals(5, MatrixNorm.frobenius(a).item(), 1e-14);
        assertEquals(4, MatrixNorm.spectral(a).item(), 1e-14);
        assertEquals(7, MatrixNorm.nuclear(a).item(), 1e-14);
        assertEquals(4 / 3.0, MatrixNorm.condition(a).item(), 1e-14);
        assertEquals(Double.POSITIVE_INFINITY, MatrixNorm.condition(Tensor.zeros(3, 2)).item());
        Tensor low = Near.random(12, 3).matmul(Near.random(3, 9));
        assertEquals(3, Svd.of(low).rank().item());
        assertEquals(0, Svd.of(low.mul(0)).rank().item());
        assertArrayEquals(new int[] {3, 9}, Svd.of(Shaping.concat(0, low.unsqueeze(0), Near.random(1, 12, 9))).rank().toInts());
    }

    @Test
    void memoryIsTheScopes() {
        try (Scope outer = Scope.open()) {
            Tensor a = Near.random(30, 20);
            int before = outer.owned();
            Svd svd = Svd.randomized(a, 4);
            assertEquals(3, outer.owned() - before, "nothing but the results stays");
            assertEquals(4, svd.s().size());
        }
    }
}
