package dev.ricci.cuda.formula;

import static dev.ricci.backend.DType.*;
import static dev.ricci.cuda.formula.Placed.Kind.*;
import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.Y;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions over every set of axes, layout and type against the reduction in double. */
class ElementwiseReduceTest {
    private final Backend device = CudaUnderTest.device();
    private final Random random = new Random(11);
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** Reduces over the axes whose bits are set, into an output that is dense or has gaps. */
    private void check(Reduction r, Formula f, DType to, int axes, Placed.Kind kind, Placed... in) {
        int[] shape = in[0].view().shape();
        int[] kept = shape.clone();
        for (int d = 0; d < shape.length; d++) {
            kept[d] = (axes >> d & 1) != 0 ? 1 : shape[d];
        }
        Placed out = Placed.make(device, random, kind, to, kept);
        long[] strides = out.view().layout().strides();
        for (int d = 0; d < shape.length; d++) {
            strides[d] = (axes >> d & 1) != 0 ? 0 : strides[d];
        }
        out = out.with(new Layout(shape.clone(), strides, out.view().layout().offset()));
        View[] views = Arrays.stream(in).map(Placed::view).toArray(View[]::new);
        DType type = DType.computing(to, views);
        double[] expected = expected(r, f, type, out, kept, in);
        device.reduce(r, f, out.view(), views);
        double tolerance = type == FLOAT32 ? 2e-5 : type == FLOAT64 ? 1e-9 : 0;
        double[] found = out.memory();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], Double.isFinite(expected[i]) ? tolerance * Math.max(1, Math.abs(expected[i])) : 0,
                    r + " of " + f + " over axes " + Integer.toBinaryString(axes) + " of " + in[0].view().dtype() + " "
                            + in[0].view().layout() + " into " + to + ", element " + i);
        }
    }

    private double[] expected(Reduction r, Formula f, DType type, Placed out, int[] kept, Placed... in) {
        double[][] values = Arrays.stream(in).map(Placed::values).toArray(double[][]::new);
        double[] memory = out.memory();
        Layout results = new Layout(kept.clone(), out.view().layout().strides(), out.view().layout().offset());
        for (int i = 0; i < results.size(); i++) {
            memory[(int) results.at(Placed.index(kept, i))] = type == INT32 ? (int) r.identity() : r.identity();
        }
        double[] x = new double[in.length];
        for (int i = 0; i < out.view().size(); i++) {
            for (int k = 0; k < in.length; k++) {
                x[k] = values[k][i];
            }
            int at = (int) out.view().layout().at(Placed.index(out.view().shape(), i));
            memory[at] = type == INT32 ? whole(r, (int) memory[at], (int) f.at(x)) : r.combine(memory[at], f.at(x));
        }
        for (int i = 0; i < results.size(); i++) {
            int at = (int) results.at(Placed.index(kept, i));
            memory[at] = Placed.as(out.view().dtype(), memory[at]);
        }
        return memory;
    }

    private static int whole(Reduction r, int a, int b) {
        return switch (r) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private Placed make(Placed.Kind kind, DType type, int... shape) {
        return Placed.make(device, random, kind, type, shape);
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void everySetOfAxesOfOddShapes(Reduction r) {
        for (int[] shape : new int[][] {{1}, {3}, {130}, {5, 7}, {33, 40}, {3, 5, 7}, {2, 1, 9}, {2, 3, 2, 5}}) {
            for (int axes = 1; axes < 1 << shape.length; axes++) {
                for (DType type : new DType[] {FLOAT32, FLOAT64, INT32}) {
                    check(r, X, type, axes, DENSE, make(DENSE, type, shape));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Placed.Kind.class)
    void everyLayout(Placed.Kind kind) {
        for (int axes = 1; axes < 8; axes++) {
            check(Reduction.SUM, X.mul(Y), FLOAT32, axes, DENSE, make(kind, FLOAT32, 4, 6, 9),
                    make(DENSE, FLOAT32, 4, 6, 9));
            check(Reduction.MAX, X.sub(Y), FLOAT64, axes, GAPS, make(PERMUTED, FLOAT32, 4, 6, 9),
                    make(kind, FLOAT64, 4, 6, 9));
        }
    }

    @Test
    void everyMixtureOfTypes() {
        for (Reduction r : Reduction.values()) {
            for (DType in : DType.values()) {
                for (DType out : DType.values()) {
                    check(r, X, out, 1, DENSE, make(DENSE, in, 9, 5));
                    check(r, X, out, 2, DENSE, make(DENSE, in, 9, 5));
                }
            }
        }
    }

    @Test
    void longOnesAreCutIntoChunks() {
        for (int[] shape : new int[][] {{70_001}, {3, 20_000}, {20_000, 3}, {5000, 40}, {2, 9000, 3}}) {
            for (int axes = 1; axes < 1 << shape.length; axes++) {
                check(Reduction.SUM, X.mul(X), FLOAT32, axes, DENSE, make(DENSE, FLOAT32, shape));
                check(Reduction.MIN, X, FLOAT32, axes, GAPS, make(DENSE, FLOAT32, shape));
            }
        }
    }

    @Test
    void emptyOnesGiveTheIdentity() {
        for (Reduction r : Reduction.values()) {
            for (DType type : DType.values()) {
                check(r, X, type, 1, DENSE, make(DENSE, type, 0, 3));
                check(r, X, type, 2, DENSE, make(DENSE, type, 0, 3));
            }
        }
    }

    @Test
    void notANumberGoesThrough() {
        double[] values = new double[300];
        values[211] = Double.NaN;
        for (Reduction r : Reduction.values()) {
            for (DType type : new DType[] {FLOAT32, FLOAT64}) {
                check(r, X, type, 1, DENSE, Placed.of(device, type, new int[] {300}, values));
            }
        }
    }

    @Test
    void infinitiesStayWhatTheyAre() {
        double[] values = new double[300];
        Arrays.fill(values, 1e38);
        check(Reduction.SUM, X, FLOAT32, 1, DENSE, Placed.of(device, FLOAT32, new int[] {300}, values));
        values[7] = Double.NEGATIVE_INFINITY;
        check(Reduction.MIN, X, FLOAT32, 1, DENSE, Placed.of(device, FLOAT32, new int[] {300}, values));
        Arrays.fill(values, 0);
        values[299] = Double.NEGATIVE_INFINITY;
        check(Reduction.SUM, X, FLOAT32, 1, DENSE, Placed.of(device, FLOAT32, new int[] {300}, values));
    }

    @Test
    void sumsOfManyNumbersAreRightToAFewUnitsInTheLastPlace() {
        int n = 3_000_000;
        double[] values = new double[n];
        Arrays.fill(values, 0.1f);
        Placed in = Placed.of(device, FLOAT32, new int[] {n}, values);
        assertSum(in, n, 0.1f * (double) n);
        assertSum(in.with(new Layout(new int[] {n / 3, 3}, new long[] {3, 1}, 0)), 3, 0.1f * (double) (n / 3));
        double exact = 0;
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble();
            exact += values[i];
        }
        assertSum(Placed.of(device, FLOAT32, new int[] {n}, values), n, exact);
    }

    private void assertSum(Placed in, int last, double exact) {
        boolean columns = in.view().rank() == 2;
        Placed out = Placed.of(device, FLOAT32, new int[] {columns ? last : 1}, new double[columns ? last : 1]);
        long[] strides = columns ? new long[] {0, 1} : new long[] {0};
        device.reduce(Reduction.SUM, X, out.view().with(new Layout(in.view().shape(), strides, 0)), in.view());
        for (double found : out.values()) {
            assertEquals(exact, found, 3 * Math.ulp((float) exact));
        }
    }

    @Test
    void aLargeFormulaIsCut() {
        Formula f = X;
        for (int i = 0; i < 250; i++) {
            f = f.mul(0.9).add(Y.mul(0.001 * i));
        }
        Placed x = make(DENSE, FLOAT64, 12, 5);
        Placed y = make(DENSE, FLOAT64, 12, 5);
        check(Reduction.SUM, f, FLOAT64, 1, DENSE, x, y);
    }

    @Test
    void asManyLiveValuesAsThereAreSlots() {
        Placed[] in = new Placed[16];
        Formula sum = Formula.of(0);
        for (int k = 0; k < in.length; k++) {
            in[k] = make(DENSE, FLOAT64, 40, 6);
            sum = sum.add(Formula.input(k).mul(Formula.input((k + 5) % 16).exp()));
        }
        Formula f = sum;
        for (int k = 0; k < in.length; k++) {
            f = f.add(sum.sub(Formula.input(k)).mul(Formula.input(k).tanh()));
        }
        check(Reduction.SUM, f, FLOAT64, 1, DENSE, in);
        check(Reduction.MAX, f, FLOAT64, 2, DENSE, in);
    }

    @Test
    void theOrderOfThreadsChangesNothing() {
        Placed in = make(DENSE, FLOAT32, 200_000);
        Placed out = Placed.of(device, FLOAT32, new int[] {1}, 0);
        View repeated = out.view().with(new Layout(new int[] {200_000}, new long[] {0}, 0));
        device.reduce(Reduction.SUM, X, repeated, in.view());
        double[] first = out.values();
        if (CudaUnderTest.isEmulated()) {
            dev.ricci.cuda.driver.Emulation.order(1);
        }
        try {
            device.reduce(Reduction.SUM, X, repeated, in.view());
            assertArrayEquals(first, out.values());
        } finally {
            if (CudaUnderTest.isEmulated()) {
                dev.ricci.cuda.driver.Emulation.order(0);
            }
        }
        assertTrue(first[0] != 0);
    }
}
