package dev.ricci.cuda.formula;

import static dev.ricci.backend.DType.*;
import static dev.ricci.cuda.formula.Placed.Kind.*;
import static dev.ricci.formula.Formula.W;
import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.Y;
import static dev.ricci.formula.Formula.Z;
import static dev.ricci.formula.Formula.of;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
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

/** Maps over every layout and type against the value of the formula in double. */
class ElementwiseMapTest {
    private final Backend device = CudaUnderTest.device();
    private final Random random = new Random(7);
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** Runs f, and checks every element of the output and that the memory around it is as before. */
    private void check(Formula f, Placed out, Placed... in) {
        View[] views = Arrays.stream(in).map(Placed::view).toArray(View[]::new);
        double[][] values = Arrays.stream(in).map(Placed::values).toArray(double[][]::new);
        double[] expected = out.memory();
        DType type = DType.computing(out.view().dtype(), views);
        int[] shape = out.view().shape();
        Exact exact = new Exact(f);
        double[] x = new double[in.length];
        for (int i = 0; i < out.view().size(); i++) {
            for (int k = 0; k < in.length; k++) {
                x[k] = values[k][i];
            }
            expected[(int) out.view().layout().at(Placed.index(shape, i))] = Placed.as(out.view().dtype(), Placed.as(type, exact.at(x)));
        }
        device.map(f, out.view(), views);
        double tolerance = out.view().dtype() == FLOAT32 ? 1e-5 : out.view().dtype() == FLOAT64 ? 1e-9 : 0;
        String what = (exact.parts() < 20 ? f.toString() : "a long formula") + " of "
                + Arrays.stream(in).map(p -> p.view().dtype() + " " + p.view().layout()).toList() + " into " + out.view().dtype() + " "
                + out.view().layout();
        assertArrayEquals(expected, out.memory(), tolerance, what);
    }

    private Placed make(Placed.Kind kind, DType type, int... shape) {
        return Placed.make(device, random, kind, type, shape);
    }

    @ParameterizedTest
    @EnumSource(Placed.Kind.class)
    void everyLayoutAsInput(Placed.Kind kind) {
        for (int[] shape : new int[][] {{}, {1}, {5}, {1023}, {3, 7}, {7, 64}, {64, 33}, {2, 3, 4, 5}, {5, 1, 6}, {0, 3}}) {
            for (DType type : new DType[] {FLOAT32, FLOAT64, INT32}) {
                check(X.mul(2).add(Y), make(DENSE, type, shape), make(kind, type, shape), make(DENSE, type, shape));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Placed.Kind.class, names = {"DENSE", "PERMUTED", "GAPS", "BACKWARDS", "OFFSET"})
    void everyLayoutAsOutput(Placed.Kind kind) {
        for (int[] shape : new int[][] {{}, {1}, {6}, {515}, {9, 13}, {40, 36}, {3, 4, 5}}) {
            for (DType type : new DType[] {FLOAT32, FLOAT64, INT32}) {
                check(X.sub(Y), make(kind, type, shape), make(PERMUTED, type, shape), make(REPEATED_INNER, type, shape));
            }
        }
    }

    @Test
    void transposedInputsAreWalkedInTiles() {
        for (DType type : new DType[] {FLOAT32, FLOAT64, INT32}) {
            for (int[] shape : new int[][] {{16, 8}, {32, 64}, {24, 40}, {6, 16}, {3, 16, 24}, {7, 8}}) {
                check(X.add(Y), make(DENSE, type, shape), make(PERMUTED, type, shape),
                        make(REPEATED_OUTER, type, shape));
            }
        }
    }

    @Test
    void everyMixtureOfTypes() {
        for (DType out : DType.values()) {
            for (DType a : DType.values()) {
                for (DType b : DType.values()) {
                    check(X.mul(Y).sub(of(1)), make(DENSE, out, 37), make(DENSE, a, 37), make(DENSE, b, 37));
                    check(X.mul(Y), make(GAPS, out, 5, 9), make(PERMUTED, a, 5, 9), make(DENSE, b, 5, 9));
                }
            }
        }
    }

    @Test
    void conversionsAreJavas() {
        double[] hard = {Double.NaN, 1e30, -1e30, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 2147483647.0,
            -2147483648.0, 2147483648.0, -2147483649.0, 1.999, -1.999, 1e-40, 5e-324};
        for (DType from : new DType[] {FLOAT32, FLOAT64}) {
            for (DType to : new DType[] {INT32, BOOL, FLOAT32}) {
                Placed in = Placed.of(device, from, new int[] {hard.length}, hard);
                Placed out = Placed.of(device, to, new int[] {hard.length}, new double[hard.length]);
                device.map(X, out.view(), in.view());
                double[] expected = Arrays.stream(in.values()).map(v -> Placed.as(to, v)).toArray();
                assertArrayEquals(expected, out.values(), 0, from + " to " + to);
            }
        }
    }

    @Test
    void anOutputMayBeAnInput() {
        Placed a = make(DENSE, FLOAT32, 1000);
        check(X.mul(X).add(Y), a, a, make(ONE, FLOAT32, 1000));
        Placed b = make(GAPS, FLOAT32, 30, 7);
        check(X.add(1), b, b);
    }

    @Test
    void allOutputsAreComputedFromTheOldValues() {
        Placed a = make(DENSE, FLOAT32, 500);
        Placed b = make(DENSE, FLOAT32, 500);
        double[] x = a.values();
        double[] y = b.values();
        device.map(new Formula[] {Y, X}, new View[] {a.view(), b.view()}, a.view(), b.view());
        assertArrayEquals(y, a.values());
        assertArrayEquals(x, b.values());
        Placed c = make(DENSE, FLOAT64, 500);
        device.map(new Formula[] {X.add(Y), X}, new View[] {a.view(), c.view()}, a.view(), b.view());
        for (int i = 0; i < 500; i++) {
            assertEquals((float) y[i] + (float) x[i], a.values()[i]);
            assertEquals(y[i], c.values()[i]);
        }
    }

    @Test
    void moreOutputsThanOneLaunchHas() {
        int n = 11;
        Placed in = make(DENSE, FLOAT32, 20);
        Placed[] out = new Placed[n];
        Formula[] f = new Formula[n];
        for (int i = 0; i < n; i++) {
            out[i] = make(DENSE, FLOAT32, 20);
            f[i] = X.add(i + 1);
        }
        device.map(f, Arrays.stream(out).map(Placed::view).toArray(View[]::new), in.view());
        for (int i = 0; i < n; i++) {
            assertEquals((float) in.values()[3] + (i + 1), out[i].values()[3]);
        }
    }

    @Test
    void aFormulaOfManyPartsIsCut() {
        Formula f = X;
        Formula g = Y;
        for (int i = 0; i < 300; i++) {
            Formula next = f.add(g.mul(0.001 * i)).mul(0.99);
            g = g.sub(f.mul(0.01)).max(of(-3 - i));
            f = next;
        }
        check(f.add(g), make(DENSE, FLOAT64, 70), make(DENSE, FLOAT64, 70), make(DENSE, FLOAT64, 70));
        check(f.mul(g), make(GAPS, FLOAT64, 7, 5), make(PERMUTED, FLOAT64, 7, 5), make(ONE, FLOAT64, 7, 5));
    }

    @Test
    void manyInputsAndManyLiveValues() {
        int n = 40;
        Placed[] in = new Placed[n];
        Formula sum = of(0);
        Formula product = of(0);
        for (int i = 0; i < n; i++) {
            in[i] = make(DENSE, FLOAT32, 33);
            sum = sum.add(Formula.input(i).mul(0.1 * (i + 1)));
        }
        for (int i = 0; i < n; i++) {
            product = product.add(sum.sub(Formula.input(n - 1 - i)).abs());
        }
        check(product, make(DENSE, FLOAT64, 33), in);
    }

    @Test
    void inputsThatNoFormulaUsesAndNoInputsAtAll() {
        check(Z, make(DENSE, FLOAT32, 9), make(GAPS, FLOAT64, 9), make(DENSE, FLOAT32, 9),
                make(DENSE, FLOAT32, 9));
        check(of(2.5), make(DENSE, FLOAT32, 1000));
        check(of(2.5), make(GAPS, INT32, 10, 3));
        check(X.less(Y).select(Z, W), make(DENSE, FLOAT32, 9), make(DENSE, FLOAT32, 9), make(ONE, FLOAT32, 9),
                make(DENSE, FLOAT32, 9), make(DENSE, FLOAT32, 9));
    }

    @Test
    void moreAxesThanTheKernelHasAreRefusedWithARemedy() {
        int[] shape = {2, 2, 2, 2, 2, 2, 2, 2, 2};
        View wide = device.allocate(FLOAT32, 3, 3, 3, 3, 3, 3, 3, 3, 3);
        Layout l = wide.layout();
        for (int d = 0; d < 9; d++) {
            l = l.slice(d, 0, 2, 1);
        }
        View gaps = wide.with(l);
        var error = assertThrows(IllegalArgumentException.class, () -> device.map(X, device.allocate(FLOAT32, shape), gaps));
        assertTrue(error.getMessage().contains("contiguous()"), error.getMessage());
    }
}
