package dev.ricci.cuda.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.driver.Emulation;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of the CUDA device by each way, against those of the CPU. */
class ProductsTest {
    /** The settings of ricci.cuda.cublas: our own kernels, and cuBLAS called in two ways. */
    private static final List<String> WAYS = List.of("none", "jcublas", "foreign");

    private static Backend cpu;

    @BeforeAll
    static void open() {
        cpu = Devices.open("cpu", DeviceOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        cpu.close();
    }

    /** A device that goes one way. */
    private static Backend device(String cublas, String products) {
        String name = CudaUnderTest.device().name();
        System.setProperty("ricci.cuda.cublas", cublas);
        System.setProperty("ricci.cuda.products", products);
        try {
            return Devices.open(name, DeviceOptions.DEFAULT);
        } finally {
            System.clearProperty("ricci.cuda.cublas");
            System.clearProperty("ricci.cuda.products");
        }
    }

    /** The layouts of a product. */
    record Case(String name, Layout out, Layout a, Layout b) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case dense(int m, int n, int k) {
        return new Case(m + "x" + n + "x" + k, Layout.dense(m, n), Layout.dense(m, k), Layout.dense(k, n));
    }

    private static Layout transposed(int rows, int cols) {
        return Layout.dense(cols, rows).transpose();
    }

    private static Layout strided(int rows, int cols, long row, long col, long offset) {
        return new Layout(new int[] {rows, cols}, new long[] {row, col}, offset);
    }

    static Stream<Case> cases() {
        return Stream.of(dense(1, 1, 1), dense(3, 5, 7), dense(64, 64, 16), dense(65, 66, 17), dense(1, 100, 70), dense(90, 1, 64),
                dense(10, 128, 256), dense(33, 31, 0), dense(0, 4, 3), dense(7, 9, 1), dense(2, 3, 3000), dense(70, 5, 1500),
                dense(130, 257, 40),
                new Case("A transposed", Layout.dense(45, 70), transposed(45, 33), Layout.dense(33, 70)),
                new Case("B transposed", Layout.dense(45, 70), Layout.dense(45, 33), transposed(33, 70)),
                new Case("all transposed", transposed(48, 64), transposed(48, 36), transposed(36, 64)),
                new Case("C transposed", transposed(50, 64), Layout.dense(50, 36), transposed(36, 64)),
                new Case("rows apart, beginning anywhere", strided(50, 60, 64, 1, 1), strided(50, 40, 43, 1, 2), strided(40, 60, 71, 1, 3)),
                new Case("aligned rows apart", strided(50, 60, 64, 1, 4), strided(50, 40, 44, 1, 8), strided(40, 60, 72, 1, 0)),
                new Case("repeated rows", Layout.dense(40, 50), strided(40, 30, 0, 1, 0), strided(30, 50, 1, 0, 0)));
    }

    static Stream<Case> gaps() {
        return Stream.of(
                new Case("gaps both ways", strided(50, 40, 130, 3, 1), strided(50, 45, 100, 2, 0), strided(45, 40, 3, 150, 2)),
                new Case("backwards", strided(50, 40, -40, 1, 49 * 40), strided(50, 45, 45, -1, 44), strided(45, 40, -40, -1, 45 * 40 - 1)));
    }

    static Stream<Case> batches() {
        Layout b3 = Layout.dense(3, 20, 30);
        return Stream.of(
                new Case("a batch", Layout.dense(5, 40, 30), Layout.dense(5, 40, 20), Layout.dense(5, 20, 30)),
                new Case("one B for all", Layout.dense(5, 40, 30), Layout.dense(5, 40, 20), Layout.dense(20, 30).broadcast(5, 20, 30)),
                new Case("one A for all", Layout.dense(5, 40, 30), Layout.dense(40, 20).broadcast(5, 40, 20), Layout.dense(5, 20, 30)),
                new Case("rows, one B", Layout.dense(9, 70, 1, 30), Layout.dense(9, 70, 1, 20), Layout.dense(20, 30).broadcast(9, 70, 20, 30)),
                new Case("two axes that do not merge", Layout.dense(4, 3, 40, 30), Layout.dense(4, 1, 40, 20).broadcast(4, 3, 40, 20),
                        b3.broadcast(4, 3, 20, 30)),
                new Case("permuted batch", Layout.dense(4, 3, 40, 30).permute(1, 0, 2, 3), Layout.dense(3, 4, 40, 20),
                        Layout.dense(3, 4, 30, 20).permute(0, 1, 3, 2)),
                new Case("heads of attention", Layout.dense(2, 4, 40, 40), Layout.dense(2, 40, 4, 16).permute(0, 2, 1, 3),
                        Layout.dense(2, 40, 4, 16).permute(0, 2, 3, 1)),
                new Case("six axes, none merges", Layout.dense(2, 2, 2, 2, 2, 2, 9, 10).permute(5, 4, 3, 2, 1, 0, 6, 7),
                        Layout.dense(2, 2, 2, 2, 2, 2, 9, 6), Layout.dense(2, 2, 2, 2, 2, 2, 6, 10)),
                new Case("a batch of transposes of C", Layout.dense(5, 30, 40).permute(0, 2, 1), Layout.dense(5, 40, 20),
                        Layout.dense(5, 20, 30)));
    }

    private static void check(Backend device, Case c, DType type, double scale, double keep) {
        Numbers a = Numbers.random(1, type, c.a);
        Numbers b = Numbers.random(2, type, c.b);
        Numbers out = Numbers.random(3, type, c.out);
        try (Scope _ = Scope.open()) {
            View expected = out.on(cpu);
            cpu.matmul(expected, a.on(cpu), b.on(cpu), scale, keep);
            View got = out.on(device);
            device.matmul(got, a.on(device), b.on(device), scale, keep);
            int k = c.a.size(c.a.rank() - 1);
            double tolerance = type == DType.INT32 ? 0 : (type == DType.FLOAT32 ? 3e-7 : 1e-15) * (4 + k) * Math.max(1, Math.abs(scale));
            assertArrayEquals(out.all(expected), out.all(got), tolerance, c.name + " " + type + " scale " + scale + " keep " + keep);
        }
    }

    @ParameterizedTest
    @MethodSource({"cases", "batches", "gaps"})
    void eachWayGivesTheCpusNumbers(Case c) {
        for (String way : WAYS) {
            try (Backend device = device(way, "float32")) {
                for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
                    check(device, c, type, 1, 0);
                    check(device, c, type, -1.5, 0.25);
                }
            }
        }
    }

    @Test
    void theLargeTileIsRight() {
        try (Backend device = device("none", "float32")) {
            check(device, new Case("large", Layout.dense(1440, 1290), Layout.dense(1440, 19), transposed(19, 1290)), DType.FLOAT32, 1, 1);
            check(device, new Case("large, unaligned", strided(1410, 1411, 1413, 1, 1), strided(1410, 9, 9, 1, 1), Layout.dense(9, 1411)),
                    DType.FLOAT32, 2, 0);
        }
    }

    @Test
    void whatIsNotKeptIsNotRead() {
        for (String way : WAYS) {
            try (Backend device = device(way, "float32"); Scope _ = Scope.open()) {
                for (int k : new int[] {40, 3000}) {
                    Numbers out = Numbers.random(3, DType.FLOAT32, Layout.dense(50, 60)).filledWith(Double.NaN);
                    View c = out.on(device);
                    device.matmul(c, Numbers.random(1, DType.FLOAT32, Layout.dense(50, k)).on(device),
                            Numbers.random(2, DType.FLOAT32, Layout.dense(k, 60)).on(device), 1, 0);
                    double[] got = out.all(c);
                    assertTrue(Arrays.stream(got).limit(3000).noneMatch(Double::isNaN), way);
                    assertTrue(Double.isNaN(got[3000]), "nothing is written beyond the result");
                }
            }
        }
    }

    @Test
    void theSameBitsAgainAndAgain() {
        try (Backend device = device("none", "float32"); Scope _ = Scope.open()) {
            Numbers out = Numbers.random(3, DType.FLOAT32, Layout.dense(16, 16));
            View a = Numbers.random(1, DType.FLOAT32, Layout.dense(16, 20000)).on(device);
            View b = Numbers.random(2, DType.FLOAT32, Layout.dense(20000, 16)).on(device);
            View first = out.on(device);
            View second = out.on(device);
            device.matmul(first, a, b, 1, 0);
            device.matmul(second, a, b, 1, 0);
            assertArrayEquals(out.all(first), out.all(second));
        }
    }

    /** Temporary copies, conversions, cut sums and cuBLAS's own memory must all be there again at each replay. */
    @Test
    void recordedProductsRunAgain() {
        Case plain = dense(60, 50, 40);
        Case copied = new Case("", Layout.dense(60, 50), strided(60, 40, 80, 2, 0), Layout.dense(40, 50));
        Case cut = dense(16, 16, 4000);
        for (String products : List.of("float32", "bfloat16")) {
            for (String way : products.equals("float32") ? WAYS : WAYS.subList(1, 3)) {
                try (Backend device = device(way, products)) {
                    for (Case c : List.of(plain, copied, cut)) {
                        replay(device, c);
                    }
                }
            }
        }
    }

    private static void replay(Backend device, Case c) {
        Numbers a = Numbers.random(1, DType.FLOAT32, c.a);
        Numbers b = Numbers.random(2, DType.FLOAT32, c.b);
        Numbers out = Numbers.random(3, DType.FLOAT32, c.out).filledWith(0);
        try (Scope _ = Scope.open()) {
            View va = a.on(device);
            View vb = b.on(device);
            View once = out.on(device);
            View sum = out.on(device);
            device.matmul(once, va, vb, 1, 0);
            double[] one = out.all(once);
            try (Replay replay = device.record(() -> {
                try (Scope _ = Scope.open()) {
                    device.matmul(sum, va, vb, 1, 1);
                }
            })) {
                replay.run();
                device.matmul(out.on(device), va, vb, 1, 0); // would take the recording's memory if that were free
                replay.run();
            }
            double[] three = Arrays.stream(one).map(x -> 3 * x).toArray();
            assertArrayEquals(three, out.all(sum), 1e-4);
        }
    }

    @Test
    void coarserProductsAreCoarse() {
        double[] mantissas = {0x1p-12, 0x1p-9}; // half a unit of 10 and 7 bits behind the point, and some room
        String[] names = {"tf32", "bfloat16"};
        for (int i = 0; i < names.length; i++) {
            for (String way : List.of("jcublas", "foreign")) {
                try (Backend device = device(way, names[i]); Scope _ = Scope.open()) {
                    for (Case c : List.of(dense(64, 64, 64), new Case("", Layout.dense(5, 40, 30), Layout.dense(5, 20, 40).permute(0, 2, 1),
                            Layout.dense(20, 30).broadcast(5, 20, 30)))) {
                        Numbers out = Numbers.random(3, DType.FLOAT32, c.out);
                        Numbers a = Numbers.random(1, DType.FLOAT32, c.a);
                        Numbers b = Numbers.random(2, DType.FLOAT32, c.b);
                        View expected = out.on(cpu);
                        cpu.matmul(expected, a.on(cpu), b.on(cpu), 1, 0);
                        View got = out.on(device);
                        device.matmul(got, a.on(device), b.on(device), 1, 0);
                        double error = 0;
                        for (int e = 0; e < out.values().length; e++) {
                            error = Math.max(error, Math.abs(out.all(expected)[e] - out.all(got)[e]));
                        }
                        // the real cuBLAS has no coarse kernel for products as small as these, and computes them in float32
                        double least = CudaUnderTest.isEmulated() ? mantissas[i] / 4 : -1;
                        assertTrue(error > least && error < mantissas[i] * 16, names[i] + " by " + way + ": " + error);
                    }
                    check(device, dense(40, 41, 42), DType.FLOAT64, 1, 0);
                }
            }
        }
    }

    @Test
    void aLibraryThatDoesNotStartLeavesProductsToOurKernel() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device fails when asked to");
        Logger log = Logger.getLogger(Products.class.getName()); // held: a logger that nobody holds forgets its level
        log.setLevel(Level.WARNING);
        for (String way : List.of("jcublas", "foreign")) {
            Emulation.fail("cublasCreate_v2", 2, 0);
            try (Backend device = device(way, "float32")) {
                check(device, dense(64, 64, 64), DType.FLOAT32, 1, 0);
            }
            Emulation.fail("cublasCreate_v2", 2, 0);
            try (Backend device = device(way, "tf32"); Scope _ = Scope.open()) {
                View m = Numbers.random(1, DType.FLOAT32, Layout.dense(64, 64)).on(device);
                String message = assertThrows(IllegalStateException.class, () -> device.matmul(m, m, m, 1, 0)).getMessage();
                assertTrue(message.contains("does not start: cuBLAS: create: no memory"), message);
            }
        }
        log.setLevel(null);
    }

    @Test
    void settingsAreChecked() {
        CudaUnderTest.device();
        assertEquals("ricci.cuda.products: unknown name 'bf16'; choose one of float32, tf32, bfloat16",
                assertThrows(IllegalArgumentException.class, () -> device("none", "bf16")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> device("cublas", "float32"));
        try (Backend device = device("none", "tf32"); Scope _ = Scope.open()) {
            View m = Numbers.random(1, DType.FLOAT32, Layout.dense(64, 64)).on(device);
            String message = assertThrows(IllegalStateException.class, () -> device.matmul(m, m, m, 1, 0)).getMessage();
            assertTrue(message.startsWith("matmul: ricci.cuda.products=tf32 needs cuBLAS; no cuBLAS: "), message);
        }
    }
}
