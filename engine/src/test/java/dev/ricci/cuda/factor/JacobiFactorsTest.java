package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Layout;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import dev.ricci.cuda.driver.Emulation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Block Jacobi of the device against the CPU's LAPACK: layouts, batches, failures, recordings; accuracy has its own tests. */
class JacobiFactorsTest {
    private final Backend device = CudaUnderTest.device();

    @BeforeEach
    void force() {
        Forced.way("jacobi");
    }

    @AfterEach
    void restore() {
        Forced.end();
    }

    private static double[] random(int count, long seed) {
        SplittableRandom r = new SplittableRandom(seed);
        double[] x = new double[count];
        Arrays.setAll(x, _ -> (float) r.nextDouble(-1, 1));
        return x;
    }

    private static View dense(Backend on, DType type, double[] values, int... shape) {
        View v = on.allocate(type, shape);
        Elements.write(v, values);
        return v;
    }

    /** Dense outputs of a kind for matrices of a view. */
    private static View[] outputs(Backend on, Factorisation kind, View in) {
        int r = in.rank();
        int[][] shapes = kind.shapes(in.size(r - 2), in.size(r - 1));
        View[] out = new View[shapes.length];
        for (int i = 0; i < out.length; i++) {
            int[] shape = Arrays.copyOf(in.shape(), r - 2 + shapes[i].length);
            System.arraycopy(shapes[i], 0, shape, r - 2, shapes[i].length);
            out[i] = on.allocate(kind.dtype(i, in.dtype()), shape);
        }
        return out;
    }

    private static double[] values(Backend on, Factorisation kind, DType type, double[] a, int... shape) {
        try (Scope _ = Scope.open()) {
            View in = dense(on, type, a, shape);
            View[] out = outputs(on, kind, in);
            on.factor(kind, out, in);
            return Elements.read(out[kind == Factorisation.SVD ? 1 : 0]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SVD", "SINGULAR_VALUES", "SYMMETRIC_EIGEN", "EIGENVALUES"})
    void valuesAreThoseOfTheCpu(Factorisation kind) {
        double[] a = random(3 * 2 * 40 * 40, 7);
        try (Backend cpu = Devices.open("cpu", DeviceOptions.DEFAULT)) {
            for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                double[] expected = values(cpu, kind, DType.FLOAT64, a, 3, 2, 40, 40);
                double[] got = values(device, kind, type, a, 3, 2, 40, 40);
                assertArrayEquals(expected, got, 10 * 40 * type.epsilon(), kind + ", " + type); // the norm is below 10
            }
        }
    }

    @Test
    void ofWideAndOfTransposedMatricesIntoGaps() {
        try (Scope _ = Scope.open()) {
            double[] a = random(36 * 50, 8);
            View wide = dense(device, DType.FLOAT64, a, 36, 50);
            View[] out = outputs(device, Factorisation.SVD, wide);
            device.factor(Factorisation.SVD, out, wide);
            View copy = dense(device, DType.FLOAT64, transposed(a, 36, 50), 50, 36);
            View tall = copy.with(copy.layout().transpose());
            View[] strided = new View[3];
            for (int i = 0; i < 3; i++) { // every second number of twice as many
                int[] shape = out[i].shape();
                shape[shape.length - 1] *= 2;
                View all = device.allocate(DType.FLOAT64, shape);
                Elements.write(all, new double[(int) all.size()]);
                strided[i] = all.with(all.layout().slice(shape.length - 1, 0, shape[shape.length - 1] / 2, 2));
            }
            device.factor(Factorisation.SVD, strided, tall);
            for (int i = 0; i < 3; i++) {
                double[] all = Elements.read(strided[i].with(Layout.dense((int) out[i].size() * 2)));
                double[] plain = Elements.read(out[i]);
                for (int k = 0; k < plain.length; k++) {
                    assertEquals(plain[k], all[2 * k]);
                    assertEquals(0, all[2 * k + 1]);
                }
            }
        }
    }

    private static double[] transposed(double[] a, int m, int n) {
        double[] t = new double[m * n];
        for (int i = 0; i < m * n; i++) {
            t[i % n * m + i / n] = a[i];
        }
        return t;
    }

    @Test
    void onlyTheLowerTriangleIsRead() {
        int n = 40;
        double[] a = random(n * n, 9);
        double[] mirrored = a.clone();
        double[] lower = a.clone();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                mirrored[i * n + j] = a[j * n + i];
                lower[i * n + j] = Double.NaN;
            }
        }
        assertArrayEquals(values(device, Factorisation.EIGENVALUES, DType.FLOAT64, mirrored, n, n),
                values(device, Factorisation.EIGENVALUES, DType.FLOAT64, lower, n, n));
    }

    @ParameterizedTest
    @EnumSource(names = {"SVD", "SINGULAR_VALUES", "SYMMETRIC_EIGEN", "EIGENVALUES"})
    void whatIsNoNumberIsNamedAndTheOthersAreRight(Factorisation kind) {
        double[] a = random(3 * 33 * 33, 10);
        double[] good = values(device, kind, DType.FLOAT32, a, 3, 33, 33);
        a[33 * 33 + 5 * 33] = Double.POSITIVE_INFINITY;
        try (Scope _ = Scope.open()) {
            View in = dense(device, DType.FLOAT32, a, 3, 33, 33);
            View[] out = outputs(device, kind, in);
            String said = assertThrows(NumericalFailure.class, () -> {
                device.factor(kind, out, in);
                device.finish();
            }).getMessage();
            assertTrue(said.contains("matrix 1 of the batch holds NaN or infinity"), said);
            double[] got = Elements.read(out[kind == Factorisation.SVD ? 1 : 0]);
            for (int i = 0; i < got.length; i++) {
                assertEquals(i / 33 == 1 ? Double.NaN : good[i], got[i]);
            }
        }
    }

    private double[][] all(View[] out) {
        return Arrays.stream(out).map(Elements::read).toArray(double[][]::new);
    }

    private void aReplayHasTheBits(Factorisation kind) {
        try (Scope _ = Scope.open()) {
            View in = dense(device, DType.FLOAT32, random(80 * 70, 11), 80, 70);
            if (kind.name().contains("EIGEN")) {
                in = in.with(in.layout().slice(0, 0, 70, 1));
            }
            View a = in;
            View[] eager = outputs(device, kind, in);
            device.factor(kind, eager, in);
            View[] recorded = outputs(device, kind, in);
            try (Replay replay = device.record(() -> device.factor(kind, recorded, a))) {
                for (View v : recorded) {
                    Elements.write(v, new double[(int) v.size()]);
                }
                replay.run();
                double[][] expected = all(eager);
                double[][] got = all(recorded);
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], got[i]);
                }
            }
        }
    }

    @Test
    void aReplayHasTheBitsOfAnEagerRun() {
        aReplayHasTheBits(Factorisation.SYMMETRIC_EIGEN);
    }

    @Test
    void aReplayOfAnSvdToo() {
        assumeTrue(FactorWay.of(Factorisation.QR, 80, 70, 1, false) != FactorWay.HOST, "its QR waits for the host");
        aReplayHasTheBits(Factorisation.SVD);
    }

    /** Threads and blocks in another order: a missing barrier is found. */
    @Test
    void theOrderOfThreadsChangesNothing() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device has an order");
        double[] a = random(70 * 70, 12);
        double[] once = values(device, Factorisation.SVD, DType.FLOAT64, a, 70, 70);
        Emulation.order(1);
        try {
            assertArrayEquals(once, values(device, Factorisation.SVD, DType.FLOAT64, a, 70, 70));
        } finally {
            Emulation.order(0);
        }
    }
}
