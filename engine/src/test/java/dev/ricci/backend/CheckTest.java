package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every check lets the right through and names operation, values and remedy for the wrong. */
class CheckTest {
    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static int[] of(int... shape) {
        return shape;
    }

    @Test
    void shapesAndCounts() {
        Check.shape("zeros", 2, 0, 3);
        refused("zeros: sizes are 0 or more, got shape [2, -1]", () -> Check.shape("zeros", 2, -1));
        int big = Integer.MAX_VALUE;
        refused("zeros: shape [" + big + ", " + big + ", " + big + "] has more elements than can be addressed",
                () -> Check.shape("zeros", big, big, big));
        Check.count("of", 6, 2, 3);
        refused("of: 5 values do not fill shape [2, 3], which holds 6", () -> Check.count("of", 5, 2, 3));
    }

    @Test
    void axesAndIndices() {
        assertEquals(1, Check.axis("sum", -1, 2));
        assertEquals(0, Check.axis("sum", 0, 2));
        refused("sum: axis 2 of a tensor of rank 2; axes are -2 to 1", () -> Check.axis("sum", 2, 2));
        refused("sum: axis 0 of a tensor of rank 0, which has no axes", () -> Check.axis("sum", 0, 0));
        assertEquals(4, Check.index("select", -1, 5));
        refused("select: index 5 of an axis of length 5; indices are -5 to 4", () -> Check.index("select", 5, 5));
        refused("select: index 0 of an axis of length 0, which is empty", () -> Check.index("select", 0, 0));
        Check.range("gather", "indices", 0, 9, 10);
        refused("gather: indices have nothing to choose from, got 0", () -> Check.range("gather", "indices", 0, 0, 0));
        refused("gather: indices are 0 to 9, got -3", () -> Check.range("gather", "indices", -3, 4, 10));
    }

    @Test
    void broadcasting() {
        assertArrayEquals(of(4, 2, 3), Check.broadcast("add", of(2, 1), of(4, 1, 3)));
        assertArrayEquals(of(0, 3), Check.broadcast("add", of(0, 1), of(1, 3)));
        assertArrayEquals(of(5), Check.broadcast("add", of(), of(5)));
        refused("add: axis -2 is 2 in the first and 4 in the second, and neither is 1; shapes [2, 3] and [4, 3]",
                () -> Check.broadcast("add", of(2, 3), of(4, 3)));
        Check.stretches("broadcast", of(1, 3), of(7, 2, 3));
        refused("broadcast: shape [2, 3] does not stretch to [3]; aligned at the last axis, lengths must be equal or 1 in the first",
                () -> Check.stretches("broadcast", of(2, 3), of(3)));
        assertThrows(IllegalArgumentException.class, () -> Check.stretches("broadcast", of(3), of(1)));
    }

    @Test
    void reshaping() {
        assertArrayEquals(of(2, 3), Check.reshape(of(6), 6, 2, -1));
        assertArrayEquals(of(0, 5), Check.reshape(of(0), 0, -1, 5));
        refused("reshape: [6] has 6 elements, which do not fill [4, -1]", () -> Check.reshape(of(6), 6, 4, -1));
        refused("reshape: [6] has 6 elements, which do not fill [5]", () -> Check.reshape(of(6), 6, 5));
        refused("reshape: sizes are 0 or more, with one -1 at most, got [-1, -1]", () -> Check.reshape(of(6), 6, -1, -1));
        refused("reshape: [0] has 0 elements, which do not fill [0, -1]", () -> Check.reshape(of(0), 0, 0, -1));
    }

    @Test
    void permutations() {
        assertArrayEquals(of(2, 0, 1), Check.permutation("permute", 3, -1, 0, 1));
        refused("permute: every one of the 2 axes once, got [0, 0]", () -> Check.permutation("permute", 2, 0, 0));
        refused("permute: every one of the 2 axes once, got [0]", () -> Check.permutation("permute", 2, 0));
    }

    @Test
    void matrices() {
        Check.matmul(of(5, 2, 3), of(3, 4));
        refused("matmul: the first has 128 columns, the second 64 rows; shapes [32, 128] and [64, 10]",
                () -> Check.matmul(of(32, 128), of(64, 10)));
        Check.matmul(of(3), of(5, 3, 4));
        refused("matmul: the first has 3 elements, the second 4 rows; shapes [3] and [4, 2]", () -> Check.matmul(of(3), of(4, 2)));
        refused("matmul: the first has 4 columns, the second 3 elements; shapes [2, 4] and [3]", () -> Check.matmul(of(2, 4), of(3)));
        refused("matmul: vectors and matrices, of rank 1 or more; shapes [] and [3]; multiply by a single number with mul",
                () -> Check.matmul(of(), of(3)));
        Check.square("cholesky", of(2, 3, 3));
        refused("cholesky: a square matrix, got shape [2, 3]", () -> Check.square("cholesky", of(2, 3)));
        refused("cholesky: a tensor of rank 2 or more, got shape [3]", () -> Check.square("cholesky", of(3)));
        refused("conv: a tensor of rank 3 to 4, got shape []", () -> Check.rank("conv", of(), 3, 4));
    }

    @Test
    void sizesAndTypes() {
        Check.sameShape("set", of(2), of(2));
        refused("set: shapes must be the same, got [2] and [3]", () -> Check.sameShape("set", of(2), of(3)));
        refused("loss: batches must agree, got 2 and 3", () -> Check.sameLength("loss", "batches", 2, 3));
        refused("max: needs at least one element, got shape [0, 2]", () -> Check.notEmpty("max", of(0, 2), 0));
        Check.dtype("gather", DType.INT32, DType.INT32, DType.BOOL);
        refused("gather: wants [int32], got float32; convert by to(DType)", () -> Check.dtype("gather", DType.FLOAT32, DType.INT32));
        refused("svd: wants float32 or float64, got bool; convert by to(DType.FLOAT32)", () -> Check.floating("svd", DType.BOOL));
    }
}
