package dev.ricci.cuda.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import dev.ricci.cuda.index.Twins.Lie;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gather and scatterAdd on the device against the processor's, bit for bit. */
class IndicesTest {
    private static final int[][] TABLES = {{5}, {1}, {7, 3}, {33, 16}, {4, 1, 6}, {2, 5, 17}, {3, 257}, {3, 2, 4, 5}, {6, 0}};
    private static final int[][] INDICES = {{}, {1}, {31}, {33}, {3, 5}, {0}, {257}};
    private static final Lie[] LIES = Lie.values();

    private final Backend device = CudaUnderTest.device();

    private interface Try {
        void with(int[] table, int[] index, int axis, Lie[] lie);
    }

    private static void everywhere(Try t) {
        int turn = 0;
        for (int[] table : TABLES) {
            for (int[] index : INDICES) {
                for (int axis = 0; axis < table.length; axis++) {
                    for (int i = 0; i < 2; i++) {
                        try (Scope _ = Scope.open()) {
                            Lie[] dense = {Lie.DENSE, Lie.DENSE, Lie.DENSE};
                            t.with(table, index, axis, i == 0 ? dense : new Lie[] {LIES[turn % 4], LIES[turn / 4 % 5], LIES[turn % 5]});
                        }
                        turn++;
                    }
                }
            }
        }
    }

    private static int[] replaced(int[] table, int[] index, int axis) {
        return IntStream.concat(IntStream.concat(IntStream.of(table).limit(axis), IntStream.of(index)), IntStream.of(table).skip(axis + 1))
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void gather(DType type) {
        everywhere((table, index, axis, lie) -> {
            if (table[axis] > 0) {
                Twins.agree("gather " + Arrays.toString(table) + " " + Arrays.toString(index) + axis + Arrays.toString(lie),
                        (b, v) -> b.gather(v[0], v[1], v[2], axis), Twins.of(device, type, lie[0], 1, replaced(table, index, axis)),
                        Twins.of(device, type, lie[1], 2, table), Twins.indices(device, lie[2], 3, 0, table[axis], index));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT32", "FLOAT32", "FLOAT64"})
    void scatterAddOfFewIndices(DType type) {
        everywhere((table, index, axis, lie) -> scatter(type, table, index, axis, lie));
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT32", "FLOAT32", "FLOAT64"})
    void scatterAddOfManyIndices(DType type) {
        int turn = 0;
        for (int[] table : new int[][] {{5}, {4000}, {7, 3}, {3, 33}, {20, 16}, {2, 5, 8}, {300, 1, 2}}) {
            for (int[] index : new int[][] {{1025}, {5000}, {60, 41}}) {
                for (int axis = 0; axis < table.length; axis++) {
                    for (int i = 0; i < 3; i++) {
                        try (Scope _ = Scope.open()) {
                            scatter(type, table, index, axis, i == 0 ? new Lie[] {Lie.DENSE, Lie.DENSE, Lie.DENSE}
                                    : new Lie[] {LIES[turn % 4], LIES[turn % 5], LIES[turn / 4 % 5]});
                        }
                        turn++;
                    }
                }
            }
        }
    }

    private void scatter(DType type, int[] table, int[] index, int axis, Lie[] lie) {
        if (table[axis] > 0) {
            Twins.agree("scatterAdd " + Arrays.toString(table) + " " + Arrays.toString(index) + axis + Arrays.toString(lie),
                    (b, v) -> b.scatterAdd(v[0], v[1], v[2], axis), Twins.wide(device, type, lie[0], 4, table),
                    Twins.indices(device, lie[1], 5, 0, table[axis], index),
                    Twins.wide(device, type, lie[2], 6, replaced(table, index, axis)));
        }
    }

    /** The processor refuses before it does anything; the device leaves out what it cannot do and says so when it is next read. */
    @Test
    void indicesOutOfRangeAreNamedAtTheNextRead() {
        for (int bad : new int[] {-1, 5, 1_000_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            for (int m : new int[] {7, 3000}) {
                Twins table = Twins.of(device, DType.FLOAT32, Lie.DENSE, 7, 5, 4);
                Twins out = Twins.of(device, DType.FLOAT32, Lie.DENSE, 8, m, 4);
                int[] all = new int[m];
                all[m / 2] = bad;
                Twins index = Twins.of(device, all);
                device.gather(out.there(), table.there(), index.there(), 0);
                assertEquals("gather: indices are 0 to 4, got " + bad,
                        assertThrows(IllegalArgumentException.class, () -> Elements.read(table.there())).getMessage());
                device.scatterAdd(table.there(), index.there(), out.there(), 0);
                assertEquals("scatterAdd: indices are 0 to 4, got " + bad,
                        assertThrows(IllegalArgumentException.class, device::finish).getMessage());
                Twins good = Twins.indices(device, Lie.DENSE, 9, 0, 5, m);
                Twins.agree("after " + bad, (b, v) -> b.gather(v[0], v[1], v[2], 0), Twins.of(device, DType.FLOAT32, Lie.DENSE, 8, m, 4),
                        Twins.of(device, DType.FLOAT32, Lie.DENSE, 7, 5, 4), good);
            }
        }
    }

    @Test
    void anEmptyTableHasNothingToChoose() {
        Twins table = Twins.of(device, DType.FLOAT32, Lie.DENSE, 10, 0, 4);
        Twins out = Twins.of(device, DType.FLOAT32, Lie.DENSE, 11, 2, 4);
        device.gather(out.there(), table.there(), Twins.of(device, new int[2]).there(), 0);
        assertEquals("gather: indices have nothing to choose from, got 0",
                assertThrows(IllegalArgumentException.class, device::finish).getMessage());
        device.scatterAdd(table.there(), Twins.of(device, new int[2]).there(), out.there(), 0);
        assertEquals("scatterAdd: indices have nothing to choose from, got 0",
                assertThrows(IllegalArgumentException.class, device::finish).getMessage());
    }
}
