package dev.ricci.cuda.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import dev.ricci.cuda.index.Twins.Lie;
import java.util.Arrays;
import java.util.function.Consumer;
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
                assertEquals("gather: indices are 0 to 4, got " + bad + " at position " + m / 2,
                        assertThrows(IllegalArgumentException.class, () -> Elements.read(table.there())).getMessage());
                device.scatterAdd(table.there(), index.there(), out.there(), 0);
                assertEquals("scatterAdd: indices are 0 to 4, got " + bad + " at position " + m / 2,
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
        assertEquals("gather: indices have nothing to choose from, got 0 at position ",
                withoutPosition(assertThrows(IllegalArgumentException.class, device::finish)));
        device.scatterAdd(table.there(), Twins.of(device, new int[2]).there(), out.there(), 0);
        assertEquals("scatterAdd: indices have nothing to choose from, got 0 at position ",
                withoutPosition(assertThrows(IllegalArgumentException.class, device::finish)));
    }

    /** Which of several indices out of range is told is left to the device. */
    private static String withoutPosition(Exception e) {
        return e.getMessage().replaceFirst("\\d+$", "");
    }

    /** A shape, the length of the axis in an index, and the axis. */
    private static final int[][] ALONG = {{5, 9, 0}, {7, 1, 0}, {33, 40, 0}, {4, 6, 1}, {2, 5, 2}, {3, 0, 0}, {3000, 2000, 0}};

    private interface Along {
        void with(String what, Twins whole, Twins index, Twins part, int axis);
    }

    /** Every case along a vector, rows, columns and a middle axis, in lies that change. */
    private void alongLines(DType type, boolean wide, Along test) {
        int turn = 0;
        for (int[] c : ALONG) {
            for (int[] other : new int[][] {{}, {3}, {2, 17}}) {
                for (int lie = 0; lie < 3; lie++) {
                    int axis = Math.min(c[2], other.length);
                    int[] shape = inserted(other, axis, c[0]);
                    int[] part = inserted(other, axis, c[1]);
                    Lie[] lies = lie == 0 ? new Lie[] {Lie.DENSE, Lie.DENSE, Lie.DENSE}
                            : new Lie[] {LIES[turn % 4], LIES[turn / 4 % 5], LIES[turn % 5]};
                    turn++;
                    try (Scope _ = Scope.open()) {
                        Twins whole = wide ? Twins.wide(device, type, lies[0], 1, shape) : Twins.of(device, type, lies[0], 1, shape);
                        Twins values = wide ? Twins.wide(device, type, lies[2], 2, part) : Twins.of(device, type, lies[2], 2, part);
                        test.with(type + Arrays.toString(shape) + Arrays.toString(part) + axis + Arrays.toString(lies), whole,
                                Twins.indices(device, lies[1], 3, 0, c[0], part), values, axis);
                    }
                }
            }
        }
    }

    private static int[] inserted(int[] shape, int axis, int n) {
        IntStream first = IntStream.concat(IntStream.of(shape).limit(axis), IntStream.of(n));
        return IntStream.concat(first, IntStream.of(shape).skip(axis)).toArray();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void takeAlongAndPutAlong(DType type) {
        alongLines(type, false, (what, whole, index, part, axis) -> {
            Twins.agree("putAlong " + what, (b, v) -> b.putAlong(v[0], v[1], v[2], axis), whole, index, part);
            Twins out = Twins.of(device, type, Lie.REVERSED, 4, part.here().shape());
            Twins.agree("takeAlong " + what, (b, v) -> b.takeAlong(v[0], v[1], v[2], axis), out, whole, index);
        });
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT32", "FLOAT32", "FLOAT64"})
    void scatterAddAlong(DType type) {
        alongLines(type, true, (what, whole, index, part, axis) -> Twins.agree("scatterAddAlong " + what,
                (b, v) -> b.scatterAddAlong(v[0], v[1], v[2], axis), whole, index, part));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void scatter(DType type) {
        everywhere((table, index, axis, lie) -> {
            if (table[axis] > 0 && index.length == 1) {
                Twins.agree("scatter " + Arrays.toString(table) + " " + Arrays.toString(index) + axis + Arrays.toString(lie),
                        (b, v) -> b.scatter(v[0], v[1], v[2], axis), Twins.of(device, type, lie[0], 1, table),
                        Twins.indices(device, lie[2], 3, 0, table[axis], index),
                        Twins.of(device, type, lie[1], 2, replaced(table, index, axis)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void searchSorted(DType type) {
        for (int[] shape : new int[][] {{1}, {17}, {1000}, {3, 33}, {0}}) {
            for (Lie lie : new Lie[] {Lie.DENSE, Lie.TRANSPOSED, Lie.SPACED, Lie.REVERSED}) {
                int last = shape.length - 1;
                int[] part = inserted(Arrays.copyOf(shape, last), last, 70);
                Twins line = Twins.of(device, type, lie, 5, shape);
                Twins order = Twins.of(device, DType.INT32, Lie.DENSE, 6, shape);
                Twins.agree("sort", (b, v) -> b.sort(v[0], v[1], v[0], last), line, order);
                for (boolean right : new boolean[] {false, true}) {
                    Twins.agree("searchSorted " + right + Arrays.toString(shape) + lie, (b, v) -> b.searchSorted(v[0], v[1], v[2], right),
                            Twins.of(device, DType.INT32, lie, 7, part), line, Twins.of(device, type, lie, 8, part));
                }
            }
        }
    }

    @Test
    void everyOperationTellsTheIndexTheLimitAndThePosition() {
        Twins index = Twins.of(device, new int[] {1, 0, 9, 2});
        Twins out = Twins.of(device, DType.FLOAT32, Lie.DENSE, 1, 4);
        Twins table = Twins.of(device, DType.FLOAT32, Lie.REVERSED, 2, 5);
        told("takeAlong", b -> b.takeAlong(view(b, out), view(b, table), view(b, index), 0));
        told("putAlong", b -> b.putAlong(view(b, table), view(b, index), view(b, out), 0));
        told("scatterAddAlong", b -> b.scatterAddAlong(view(b, table), view(b, index), view(b, out), 0));
        told("scatter", b -> b.scatter(view(b, table), view(b, index), view(b, out), 0));
        told("gather", b -> b.gather(view(b, out), view(b, table), view(b, index), 0));
    }

    private View view(Backend b, Twins t) {
        return b == device ? t.there() : t.here();
    }

    private void told(String op, Consumer<Backend> work) {
        for (Backend b : new Backend[] {device, Devices.open("cpu", DeviceOptions.DEFAULT)}) {
            String message = assertThrows(IllegalArgumentException.class, () -> {
                work.accept(b);
                b.finish();
            }).getMessage();
            assertEquals(op + ": indices are 0 to 4, got 9 at position 2", message);
        }
    }
}
