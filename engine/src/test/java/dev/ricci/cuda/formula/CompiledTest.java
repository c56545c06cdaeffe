package dev.ricci.cuda.formula;

import static dev.ricci.backend.DType.*;
import static dev.ricci.cuda.formula.Placed.Kind.*;
import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.Y;
import static dev.ricci.formula.Formula.Z;
import static dev.ricci.formula.Formula.of;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compiled formulas give the bits that interpreted ones give, whatever the layout; on the emulated device g++ compiles. */
class CompiledTest {
    private static final String PROPERTY = "ricci.cuda.nvrtc";
    private static Backend interpreted;
    private static Backend compiled;

    @BeforeAll
    static void open() {
        String name = CudaUnderTest.device().name();
        try {
            interpreted = open(name, "off");
            compiled = open(name, "on");
        } catch (IllegalStateException e) {
            System.err.println("tests of compiled formulas are skipped: " + e.getMessage());
            abort(e.getMessage());
        }
    }

    private static Backend open(String name, String wish) {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, wish);
        try {
            return Devices.open(name, DeviceOptions.DEFAULT);
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    @AfterAll
    static void close() {
        if (compiled != null) {
            compiled.close();
        }
        if (interpreted != null) {
            interpreted.close();
        }
    }

    private static double[][] map(Backend b, Formula[] f, DType[] out, Placed.Kind[] kinds, DType[] in, int... shape) {
        Random random = new Random(3);
        try (Scope _ = Scope.open()) {
            Placed[] results = Arrays.stream(out).map(t -> Placed.make(b, random, DENSE, t, shape)).toArray(Placed[]::new);
            View[] views = new View[in.length];
            for (int k = 0; k < in.length; k++) {
                views[k] = Placed.make(b, random, kinds[k], in[k], shape).view();
            }
            b.map(f, Arrays.stream(results).map(Placed::view).toArray(View[]::new), views);
            return Arrays.stream(results).map(Placed::memory).toArray(double[][]::new);
        }
    }

    private static void same(Formula[] f, DType[] out, Placed.Kind[] kinds, DType[] in, int... shape) {
        double[][] expected = map(interpreted, f, out, kinds, in, shape);
        double[][] found = map(compiled, f, out, kinds, in, shape);
        for (int i = 0; i < f.length; i++) {
            assertArrayEquals(expected[i], found[i], f[i].toString());
        }
    }

    @Test
    void severalOutputsOfDenseAndRepeatedOperands() {
        Formula mean = X.mul(0.9).add(Y.mul(1 - 0.9));
        Formula[] f = {X.sub(Z.mul(mean).div(Y.mul(Y).sqrt().add(1e-8))), mean, Activations.GELU.add(Y.abs().pow(1.7))};
        DType[] types = {FLOAT32, FLOAT32, FLOAT32};
        same(f, types, new Placed.Kind[] {DENSE, DENSE, ONE}, types, 1003);
    }

    @Test
    void everyFunctionInFloat64() {
        Formula[] f = {X.exp().add(X.expm1()).add(X.abs().log()), X.abs().log1p().add(X.sin()).add(X.cos()),
            X.tanh().add(X.sigmoid()).add(X.erf()), X.min(Y).max(X.neg()).sign().add(X.floor()), X.less(Y).select(X.lessEqual(Y), X.equal(Y)).sub(X.abs().sqrt())};
        DType[] out = {FLOAT64, FLOAT32, FLOAT64, INT32, BOOL};
        same(f, out, new Placed.Kind[] {DENSE, DENSE}, new DType[] {FLOAT64, FLOAT32}, 777);
    }

    @Test
    void stridedOperandsOfMixedTypes() {
        same(new Formula[] {X.mul(Y).add(Z)}, new DType[] {FLOAT32}, new Placed.Kind[] {PERMUTED, REPEATED_INNER,
            GAPS}, new DType[] {FLOAT32, INT32, BOOL}, 9, 5, 14);
        same(new Formula[] {X.div(Y).add(Z)}, new DType[] {INT32}, new Placed.Kind[] {BACKWARDS, REPEATED_OUTER,
            DENSE}, new DType[] {INT32, INT32, BOOL}, 12, 8);
    }

    private static double[] reduce(Backend b, Reduction r, Formula f, DType type, long[] strides, int... shape) {
        Random random = new Random(5);
        try (Scope _ = Scope.open()) {
            Placed x = Placed.make(b, random, DENSE, type, shape);
            Placed y = Placed.make(b, random, PERMUTED, type, shape);
            Placed out = Placed.of(b, type, new int[] {4096}, new double[4096]);
            b.reduce(r, f, out.view().with(new Layout(shape, strides, 0)), x.view(), y.view());
            return out.memory();
        }
    }

    @Test
    void reductions() {
        Formula f = X.mul(Y).add(of(0.5));
        check(Reduction.SUM, f, FLOAT32, new long[] {0, 0}, 300, 201);
        check(Reduction.PROD, f, FLOAT64, new long[] {0, 1}, 60, 201);
        check(Reduction.MIN, X.sub(Y), INT32, new long[] {0, 1, 0}, 9, 50, 7);
    }

    private static void check(Reduction r, Formula f, DType type, long[] strides, int... shape) {
        assertArrayEquals(reduce(interpreted, r, f, type, strides, shape), reduce(compiled, r, f, type, strides, shape), r + " of " + f);
    }
}
