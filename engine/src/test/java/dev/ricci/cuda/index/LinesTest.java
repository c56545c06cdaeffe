package dev.ricci.cuda.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.index.Twins.Lie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Argument, scan, sort and topK on the device against the processor's, along lines of every length and lie. */
class LinesTest {
    private static final int[] LENGTHS = {0, 1, 2, 31, 32, 33, 255, 256, 257, 1023, 1024, 1025, 2047, 2048, 2049, 5000};
    private static final Lie[] LIES = Lie.values();

    private final Backend device = CudaUnderTest.device();

    /** A shape, and the axis along which lines of the length lie. */
    private record Case(int axis, int... shape) {
        @Override
        public String toString() {
            return Arrays.toString(shape) + " along " + axis;
        }
    }

    private static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (int n : LENGTHS) {
            all.add(new Case(0, n));
            all.add(new Case(1, 3, n));
            all.add(new Case(0, n, 3));
            if (n <= 1025) {
                all.add(new Case(0, n, 33));
                all.add(new Case(1, 2, n, 5));
            }
        }
        all.add(new Case(1, 300, 7));
        all.add(new Case(0, 5, 0));
        all.add(new Case(0, 40_000));
        all.add(new Case(0, 3000, 40));
        return all;
    }

    /** Every case with a lie of its own for each view, changing from case to case. */
    private interface Try {
        void with(Case c, Lie first, Lie second, Lie third);
    }

    private static void everywhere(Try t) {
        int turn = 0;
        for (Case c : cases()) {
            for (int i = 0; i < 2; i++) {
                try (Scope _ = Scope.open()) {
                    t.with(c, LIES[turn % 4], LIES[(turn + 1 + turn / 4) % 4], LIES[turn % 5]);
                }
                turn++;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void argument(DType type) {
        for (Reduction r : new Reduction[] {Reduction.MAX, Reduction.MIN}) {
            everywhere((c, first, second, third) -> {
                int[] row = c.shape.clone();
                row[c.axis] = 1;
                if (c.shape[c.axis] > 0) {
                    Twins.agree(r + " of " + c + " " + third, (b, v) -> b.argument(r, v[0], v[1], c.axis),
                            Twins.of(device, DType.INT32, first, 1, row), Twins.of(device, type, third, 2, c.shape));
                }
            });
        }
    }

    @Test
    void argumentOfNothingIsRefused() {
        Twins out = Twins.of(device, DType.INT32, Lie.DENSE, 1, 1);
        Twins in = Twins.of(device, DType.FLOAT32, Lie.DENSE, 1, 0);
        assertThrows(IllegalArgumentException.class, () -> device.argument(Reduction.MAX, out.there(), in.there(), 0));
        assertThrows(IllegalArgumentException.class, () -> device.argument(Reduction.SUM, out.there(), out.there(), 0));
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void scanOfIntegersAndExtremesGivesTheSameBits(Reduction r) {
        List<DType> types = r == Reduction.MAX || r == Reduction.MIN
                ? List.of(DType.INT32, DType.FLOAT32, DType.FLOAT64) : List.of(DType.INT32);
        for (DType type : types) {
            everywhere((c, first, second, third) -> Twins.agree(r + " of " + type + c + " " + first + third,
                    (b, v) -> b.scan(r, v[0], v[1], c.axis),
                    Twins.of(device, type, first, 3, c.shape), Twins.of(device, type, third, 4, c.shape)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void scanOfSumsIsAccurate(DType type) {
        everywhere((c, first, second, third) -> Twins.near("sum of " + type + c + " " + first + third, 2 * type.epsilon(),
                (b, v) -> b.scan(Reduction.SUM, v[0], v[1], c.axis),
                Twins.of(device, type, first, 5, c.shape), Twins.indices(device, third, 6, -9, 10, c.shape).as(device, type, third)));
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void scanOfProductsIsAccurate(DType type) {
        for (int[] shape : new int[][] {{5000}, {2, 40_000}, {3000, 40}}) {
            for (int axis = 0; axis < shape.length; axis++) {
                int along = axis;
                Twins in = Twins.near1(device, type, 29, shape);
                Twins.near("product of " + type, 1e3 * type.epsilon(), (b, v) -> b.scan(Reduction.PROD, v[0], v[1], along),
                        Twins.of(device, type, Lie.DENSE, 30, shape), in);
            }
        }
    }

    @Test
    void scanInPlace() {
        everywhere((c, first, second, third) -> Twins.agree("scan in place of " + c + " " + first,
                (b, v) -> b.scan(Reduction.SUM, v[0], v[0], c.axis), Twins.of(device, DType.INT32, first, 7, c.shape)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void sort(DType type) {
        everywhere((c, first, second, third) -> Twins.agree("sort of " + c + " " + first + second + third,
                (b, v) -> b.sort(v[0], v[1], v[2], c.axis), Twins.of(device, type, first, 8, c.shape),
                Twins.of(device, DType.INT32, second, 9, c.shape), Twins.of(device, type, third, 10, c.shape)));
    }

    @Test
    void sortInPlace() {
        everywhere((c, first, second, third) -> Twins.agree("sort in place of " + c + " " + first,
                (b, v) -> b.sort(v[0], v[1], v[0], c.axis), Twins.of(device, DType.FLOAT32, first, 11, c.shape),
                Twins.of(device, DType.INT32, second, 12, c.shape)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void topK(DType type) {
        everywhere((c, first, second, third) -> {
            int n = c.shape[c.axis];
            int[] all = n < 4000 ? new int[] {n / 2, 1, n} : new int[] {1024, 3, 1025};
            for (int k : type == DType.FLOAT32 ? all : new int[] {all[0]}) {
                int[] shape = c.shape.clone();
                shape[c.axis] = Math.min(k, n);
                Twins.agree(k + " largest of " + c + " " + first + second + third,
                        (b, v) -> b.topK(v[0], v[1], v[2], c.axis), Twins.of(device, type, first, 13, shape),
                        Twins.of(device, DType.INT32, second, 14, shape), Twins.of(device, type, third, 15, c.shape));
            }
        });
    }

    /** So long that what the chunks keep is cut into chunks again; ascending, nothing can be left out early. */
    @Test
    void topKOfOneLongLine() {
        int n = 150_000;
        int[] ascending = IntStream.range(0, n).toArray();
        for (Twins in : new Twins[] {Twins.of(device, DType.INT32, Lie.REVERSED, 23, n), Twins.of(device, ascending)}) {
            for (int k : new int[] {5, 1000}) {
                Twins.agree(k + " largest of " + n, (b, v) -> b.topK(v[0], v[1], v[2], 0), Twins.of(device, DType.INT32, Lie.DENSE, 24, k),
                        Twins.of(device, DType.INT32, Lie.DENSE, 25, k), in);
            }
        }
    }

    @Test
    void everyBitOfNaNsIsKept() {
        for (int n : new int[] {1000, 5000}) {
            Twins in = Twins.wide(device, DType.INT32, Lie.DENSE, 26, n);
            Twins values = Twins.of(device, DType.INT32, Lie.DENSE, 27, n);
            Twins order = Twins.of(device, DType.INT32, Lie.DENSE, 28, n);
            Twins.agree("sort", (b, v) -> b.sort(floats(v[0]), v[1], floats(v[2]), 0), values, order, in);
            Twins.agree("gather", (b, v) -> b.gather(floats(v[0]), floats(v[2]), v[1], 0), values, order, in);
            Twins.agree("topK", (b, v) -> b.topK(floats(v[0]), v[1], floats(v[2]), 0), values, order, in);
        }
    }

    private static View floats(View bits) {
        return new View(bits.buffer(), DType.FLOAT32, bits.layout());
    }

    /** Axes that cannot be joined: as many as a kernel's argument holds, and more. */
    @Test
    void manyAxes() {
        try (Scope _ = Scope.open()) {
            int[] shape = {2, 2, 2, 2, 2, 2, 2, 2};
            Twins part = part(16, 8);
            Twins values = Twins.of(device, DType.FLOAT32, Lie.DENSE, 17, shape);
            Twins order = Twins.of(device, DType.INT32, Lie.TRANSPOSED, 18, shape);
            Twins.agree("sort", (b, v) -> b.sort(v[0], v[1], v[2], 4), values, order, part);
            Twins.agree("scan", (b, v) -> b.scan(Reduction.MAX, v[0], v[1], 5), values, part);
            Twins.agree("topK", (b, v) -> b.topK(v[0], v[1], v[2], 6), values, order, part);
            Twins index = Twins.indices(device, Lie.DENSE, 20, 0, 2, 2);
            Twins.agree("gather", (b, v) -> b.gather(v[0], v[1], v[2], 7), values, part, index);
            Twins finite = Twins.wide(device, DType.FLOAT32, Lie.REVERSED, 19, shape);
            Twins.agree("scatterAdd", (b, v) -> b.scatterAdd(v[0], v[1], v[2], 2),
                    Twins.wide(device, DType.FLOAT32, Lie.SPACED, 21, shape), index, finite);
            Twins many = part(22, 11);
            Twins out = Twins.of(device, DType.INT32, Lie.DENSE, 23, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
            String said = assertThrows(IllegalArgumentException.class,
                    () -> device.argument(Reduction.MAX, out.there(), many.there(), 0)).getMessage();
            assertEquals("argument: the operands' layouts have 10 axes that cannot be walked as fewer, more than 8;"
                    + " copy permuted or sliced operands by contiguous() first", said);
        }
    }

    /** Two of three elements on each of some axes. */
    private Twins part(long seed, int rank) {
        int[] shape = new int[rank];
        Arrays.fill(shape, 3);
        return Twins.of(device, DType.FLOAT32, Lie.DENSE, seed, shape).with(l -> {
            Layout p = l;
            for (int d = 0; d < rank; d++) {
                p = p.slice(d, d % 2, 2, 1);
            }
            return p;
        });
    }

    @Test
    void scanOfOtherTypes() {
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                try (Scope _ = Scope.open()) {
                    Twins in = Twins.indices(device, Lie.DENSE, 21, 0, 2, 3, 300).as(device, from, Lie.DENSE);
                    Twins.agree("scan of " + from + " into " + to, (b, v) -> b.scan(Reduction.SUM, v[0], v[1], 1),
                            Twins.of(device, to, Lie.TRANSPOSED, 22, 3, 300), in);
                }
            }
        }
    }
}
