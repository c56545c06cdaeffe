package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Diagonals and triangles of matrices. */
class PartsTest {
    @Test
    void byHand() {
        Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(new double[] {1, 5}, Diagonal.of(a).toDoubles());
        assertArrayEquals(new double[] {1, 5}, Diagonal.of(a.t()).toDoubles());
        assertArrayEquals(new double[] {1, 2, 3, 0, 5, 6}, Triangles.upper(a).toDoubles());
        assertArrayEquals(new double[] {1, 0, 0, 4, 5, 0}, Triangles.lower(a).toDoubles());
        assertNear(Samples.diagonal(3, -1), Diagonal.matrix(Tensor.of(new double[] {3, -1})), 0);
        Tensor both = Diagonal.matrix(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
        assertArrayEquals(new double[] {1, 0, 0, 2, 3, 0, 0, 4}, both.toDoubles());
        assertArrayEquals(new int[] {3, 0}, Diagonal.of(Tensor.zeros(3, 0, 2)).shape());
        assertArrayEquals(new int[] {0, 0}, Diagonal.matrix(Tensor.zeros(0)).shape());
        assertEquals(7, Diagonal.of(Tensor.full(DType.FLOAT32, 3.5, 1).broadcastTo(2, 2)).sum(-1).item());
    }

    @Test
    void gradients() {
        for (int[] shape : new int[][] {{1, 1}, {4, 3}, {2, 3, 5}}) {
            Slopes.assertSlopes("diagonal", a -> Diagonal.of(a).square(), Near.random(shape));
            Slopes.assertSlopes("upper", a -> Triangles.upper(a).square(), Near.random(shape));
            Slopes.assertSlopes("lower", a -> Triangles.lower(a).square(), Near.random(shape));
            Slopes.assertSlopes("matrix", a -> Diagonal.matrix(a).square(), Near.random(shape));
        }
    }

    @Test
    void vectorsAndIntegersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Diagonal.of(Tensor.ones(3)));
        assertThrows(IllegalArgumentException.class, () -> Diagonal.of(Tensor.of(new int[4], 2, 2)));
        assertThrows(IllegalArgumentException.class, () -> Triangles.upper(Tensor.ones(3)));
        assertThrows(IllegalArgumentException.class, () -> Triangles.lower(Tensor.of(new int[4], 2, 2)));
        assertThrows(IllegalArgumentException.class, () -> Diagonal.matrix(Tensor.of(new int[2])));
    }
}
