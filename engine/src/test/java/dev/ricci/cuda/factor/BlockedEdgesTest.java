package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Layout;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Factorisations by blocks where they differ from the usual: tall, large, batched, in any layout, failing, recorded, graded. */
class BlockedEdgesTest {
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};
    private final Backend device = CudaUnderTest.device();

    @BeforeEach
    void byBlocks() {
        Forced.way("blocked");
    }

    @AfterEach
    void byRule() {
        Forced.end();
    }

    private static double units(Dense difference, double size, int n, DType type) {
        return difference.norm() / (size * n * (type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52));
    }

    /** Panels of half and a quarter of the width, and those that no block holds. */
    @ParameterizedTest
    @CsvSource({"1025,40", "2047,20", "2100,13", "4096,9", "4097,33", "4120,50", "17000,3"})
    void tall(int m, int n) {
        Dense a = Dense.random(m, m, n);
        for (DType type : TYPES) {
            try (Scope _ = Scope.open()) {
                View[] qr = {device.allocate(type, m, n), device.allocate(type, n, n)};
                device.factor(Factorisation.QR, qr, a.on(device, type));
                Dense q = Dense.read(qr[0]);
                double residual = units(q.times(Dense.read(qr[1])).minus(a), a.norm(), m, type);
                double orthogonality = units(q.transposed().times(q).minus(Dense.identity(n)), Math.sqrt(n), m, type);
                assertTrue(residual < 1 && orthogonality < 1, residual + " and " + orthogonality + " m eps, " + type);
                View[] lu = {device.allocate(type, m, n), device.allocate(DType.INT32, m), device.allocate(type, 1)};
                device.factor(Factorisation.LU, lu, a.on(device, type));
                Dense made = Dense.read(lu[0]);
                Dense l = Dense.of(m, n, (i, j) -> i == j ? 1 : i > j ? made.at(i, j) : 0);
                Dense order = Dense.read(lu[1]);
                residual = units(l.times(made.where((i, j) -> i < n ? j - i : -1).rows(first(n))).minus(a.rows(order.at())), a.norm(), m, type);
                assertTrue(residual < 1, residual + " m eps, " + type);
                BlockedFactorsTest.Reference expected = BlockedFactorsTest.Reference.lu(a);
                assertArrayEquals(expected.order(), order.at());
                assertEquals(expected.sign(), Elements.read(lu[2])[0]);
            }
        }
    }

    private static double[] first(int n) {
        double[] order = new double[n];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /** Large enough for wide steps of several panels. */
    @ParameterizedTest
    @ValueSource(strings = {"GENERAL", "POSITIVE_DEFINITE"})
    void large(Solver kind) {
        int n = 1100;
        Dense g = Dense.random(4, n, n);
        Dense a = kind == Solver.GENERAL ? g : Dense.of(n, n, (i, j) -> (float) (i == j ? n / 2.0 : g.at(Math.min(i, j), Math.max(i, j))));
        Dense b = Dense.random(5, n, 2);
        try (Scope _ = Scope.open()) {
            View out = device.allocate(DType.FLOAT32, n, 2);
            device.solve(kind, out, a.on(device, DType.FLOAT32), b.on(device, DType.FLOAT32));
            Dense x = Dense.read(out);
            double residual = units(a.times(x).minus(b), a.norm() * x.norm(), n, DType.FLOAT32);
            assertTrue(residual < 1, residual + " n eps");
        }
    }

    /** A batch of two axes, its matrices transposed and apart, a batch axis repeated, the result transposed: as if each came alone. */
    @Test
    void anyLayoutAndBatch() {
        int n = 45;
        int rights = 3;
        DType type = DType.FLOAT64;
        try (Scope _ = Scope.open()) {
            double[] numbers = Dense.random(1, 3 * (n + 2), 2 * n).at();
            View memory = device.allocate(type, 3, n + 2, 2 * n);
            Elements.write(memory, numbers);
            Layout each = memory.layout().slice(1, 1, n, 1).slice(2, 1, n, 2).transpose();
            View a = memory.with(each.unsqueeze(0).broadcast(2, 3, n, n));
            Dense rightNumbers = Dense.random(2, 2 * 3 * n, rights);
            View b = device.allocate(type, 2, 3, n, rights);
            Elements.write(b, rightNumbers.at());
            View x = device.allocate(type, 2, 3, rights, n);
            View transposed = x.with(x.layout().transpose());
            device.solve(Solver.GENERAL, transposed, a, b);
            double[] got = Elements.read(x);
            for (int i = 0; i < 6; i++) {
                int matrix = i;
                Dense one = Dense.of(n, n, (r, c) -> numbers[(matrix % 3) * (n + 2) * 2 * n + (c + 1) * 2 * n + 2 * r + 1]);
                Dense right = Dense.of(n, rights, (r, c) -> rightNumbers.at((matrix * n + r), c));
                Dense mine = Dense.of(n, rights, (r, c) -> got[(matrix * rights + c) * n + r]);
                assertTrue(units(one.times(mine).minus(right), one.norm() * mine.norm(), n, type) < 1, "matrix " + i);
            }
        }
    }

    private void fails(String message, Runnable work) {
        try (Scope _ = Scope.open()) {
            work.run();
            assertEquals(message, assertThrows(NumericalFailure.class, device::finish).getMessage().replaceAll(";.*", ""));
        }
        device.finish(); // it is told once
    }

    private void cholesky(DType type, Dense... batch) {
        int n = batch[0].rows();
        View a = device.allocate(type, batch.length, n, n);
        Elements.write(a, Arrays.stream(batch).flatMapToDouble(d -> Arrays.stream(d.at())).toArray());
        device.factor(Factorisation.CHOLESKY, new View[] {device.allocate(type, batch.length, n, n)}, a);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void theLeadingMinorIsNamed(DType type) {
        Dense good = Dense.positive(1, 100);
        for (int minor : new int[] {1, 33, 50, 64, 100}) {
            Dense bad = Dense.of(100, 100, (i, j) -> i == j && i == minor - 1 ? -1 : good.at(i, j));
            fails("cholesky: matrix 1 of the batch is not positive definite: its leading minor of order " + minor + " is not positive",
                    () -> cholesky(type, good, bad, bad));
        }
        Dense nan = Dense.of(100, 100, (i, j) -> i == 70 && j == 3 ? Double.NaN : good.at(i, j));
        fails("cholesky: matrix 0 of the batch holds NaN or infinity", () -> cholesky(type, nan, good));
    }

    private void solve(Solver kind, Dense a, Dense b) {
        device.solve(kind, device.allocate(DType.FLOAT32, b.rows(), b.columns()), a.on(device, DType.FLOAT32), b.on(device, DType.FLOAT32));
    }

    @Test
    void singularSystemsNameThePlace() {
        int n = 70;
        Dense b = Dense.random(3, n, 1);
        Dense upper = Dense.random(2, n, n).where((i, j) -> j - i);
        Dense zero = Dense.of(n, n, (i, j) -> i == j && (i == 40 || i == 55) ? 0 : upper.at(i, j));
        fails("solve: the matrix is singular: element 41 of its diagonal is zero", () -> solve(Solver.UPPER, zero, b));
        fails("solve: the matrix is singular: element 41 of its diagonal is zero", () -> solve(Solver.LOWER, zero.transposed(), b));
        Dense column = Dense.of(n, n, (i, j) -> j == 35 ? 0 : (i * 7 + j * 3) % 11 - 5 + (i == j ? 40 : 0));
        fails("solve: the matrix is singular: pivot 36 is zero", () -> solve(Solver.GENERAL, column, b));
        Dense right = Dense.of(n, 1, (i, j) -> i == 69 ? Double.POSITIVE_INFINITY : 1);
        fails("solve: the matrix holds NaN or infinity", () -> solve(Solver.GENERAL, Dense.identity(n), right));
        fails("solve: the matrix holds NaN or infinity", () -> solve(Solver.POSITIVE_DEFINITE, Dense.identity(n), right));
        fails("solve: the matrix holds NaN or infinity", () -> solve(Solver.LOWER, Dense.identity(n), right));
        fails("qr: the matrix holds NaN or infinity", () -> device.factor(Factorisation.TRIANGLE,
                new View[] {device.allocate(DType.FLOAT32, 1, 1)}, right.on(device, DType.FLOAT32)));
    }

    /** LU of what is singular is no failure; QR of it neither. */
    @Test
    void singularMatricesHaveFactors() {
        int n = 50;
        Dense a = Dense.of(n, n, (i, j) -> j == 3 || i == 20 ? 0 : (i + 1) * (j % 5 - 2.0));
        for (DType type : TYPES) {
            try (Scope _ = Scope.open()) {
                View[] lu = {device.allocate(type, n, n), device.allocate(DType.INT32, n), device.allocate(type, 1)};
                device.factor(Factorisation.LU, lu, a.on(device, type));
                Dense made = Dense.read(lu[0]);
                Dense l = Dense.of(n, n, (i, j) -> i == j ? 1 : i > j ? made.at(i, j) : 0);
                assertTrue(units(l.times(made.where((i, j) -> j - i)).minus(a.rows(Elements.read(lu[1]))), a.norm(), n, type) < 1);
                View[] qr = {device.allocate(type, n, n), device.allocate(type, n, n)};
                device.factor(Factorisation.QR, qr, a.on(device, type));
                Dense q = Dense.read(qr[0]);
                assertTrue(units(q.times(Dense.read(qr[1])).minus(a), a.norm(), n, type) < 1);
                assertTrue(units(q.transposed().times(q).minus(Dense.identity(n)), Math.sqrt(n), n, type) < 1);
            }
        }
    }

    @Test
    void recordedIsEager() {
        int n = 70;
        Dense a = Dense.positive(1, n);
        try (Scope _ = Scope.open()) {
            View in = a.on(device, DType.FLOAT32);
            View b = Dense.random(2, n, 4).on(device, DType.FLOAT32);
            View[] qr = {device.allocate(DType.FLOAT32, n, n), device.allocate(DType.FLOAT32, n, n)};
            View l = device.allocate(DType.FLOAT32, n, n);
            View x = device.allocate(DType.FLOAT32, n, 4);
            View y = device.allocate(DType.FLOAT32, n, 4);
            Runnable step = () -> {
                try (Scope _ = Scope.open()) {
                    device.factor(Factorisation.QR, qr, in);
                    device.factor(Factorisation.CHOLESKY, new View[] {l}, in);
                    device.solve(Solver.GENERAL, x, in, b);
                    device.solve(Solver.POSITIVE_DEFINITE, y, in, b);
                }
            };
            View[] all = {qr[0], qr[1], l, x, y};
            step.run();
            double[][] eager = Arrays.stream(all).map(Elements::read).toArray(double[][]::new);
            try (Replay replay = device.record(step)) {
                for (View v : all) {
                    Elements.write(v, new double[(int) v.size()]);
                }
                replay.run();
                for (int i = 0; i < all.length; i++) {
                    assertArrayEquals(eager[i], Elements.read(all[i]), "the bits of the eager step");
                }
                Elements.write(in, Dense.of(n, n, (i, j) -> -a.at(i, j)).at());
                replay.run();
                assertThrows(NumericalFailure.class, device::finish);
            }
        }
    }

    /** Columns from 1e-300 to 1e300: their squares do not exist. */
    @Test
    void gradedColumns() {
        int n = 61;
        Dense g = Dense.random(1, n, n);
        double[] scale = new double[n];
        Arrays.setAll(scale, j -> Math.scalb(1.0, (j * 37 % n - 30) * 33));
        Dense a = Dense.of(n, n, (i, j) -> g.at(i, j) * scale[j]);
        try (Scope _ = Scope.open()) {
            View[] qr = {device.allocate(DType.FLOAT64, n, n), device.allocate(DType.FLOAT64, n, n)};
            device.factor(Factorisation.QR, qr, a.on(device, DType.FLOAT64));
            Dense q = Dense.read(qr[0]);
            Dense r = Dense.read(qr[1]);
            Dense even = Dense.of(n, n, (i, j) -> r.at(i, j) / scale[j]);
            assertTrue(units(q.times(even).minus(g), g.norm(), n, DType.FLOAT64) < 1);
            assertTrue(units(q.transposed().times(q).minus(Dense.identity(n)), Math.sqrt(n), n, DType.FLOAT64) < 1);
        }
    }

    /** D A D with D from 1e-150 to 1e150 has the factor D L. */
    @Test
    void gradedCholesky() {
        int n = 61;
        Dense g = Dense.positive(1, n);
        double[] scale = new double[n];
        Arrays.setAll(scale, j -> Math.scalb(1.0, (j * 37 % n - 30) * 16));
        Dense a = Dense.of(n, n, (i, j) -> g.at(i, j) * scale[i] * scale[j]);
        try (Scope _ = Scope.open()) {
            View[] l = {device.allocate(DType.FLOAT64, n, n)};
            device.factor(Factorisation.CHOLESKY, l, a.on(device, DType.FLOAT64));
            Dense made = Dense.read(l[0]);
            Dense even = Dense.of(n, n, (i, j) -> made.at(i, j) / scale[i]);
            assertTrue(units(even.times(even.transposed()).minus(g), g.norm(), n, DType.FLOAT64) < 1);
        }
    }
}
