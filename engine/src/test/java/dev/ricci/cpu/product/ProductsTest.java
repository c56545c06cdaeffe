package dev.ricci.cpu.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.product.Matrices.Lie;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductsTest {
    private static final int[][] SHAPES = {{1, 1, 1}, {1, 5, 3}, {7, 1, 2}, {8, 8, 8}, {6, 32, 16}, {5, 31, 17}, {13, 33, 1}, {61, 67, 71}};
    private static final double[][] FACTORS = {{1, 0}, {1, 1}, {-0.75, 0.5}, {0, 2}};
    private static final Pool POOL = new Pool(2);

    /** Every way to compute; CHOSEN is what the engine takes. */
    enum Kind {
        CHOSEN(() -> null),
        OPENBLAS(() -> new OpenBlasGemm(OpenBlas.find().orElseThrow(), new ScalarGemm())),
        VECTOR(() -> new VectorGemm()),
        SCALAR(ScalarGemm::new);

        final Supplier<Gemm> maker;

        Kind(Supplier<Gemm> maker) {
            this.maker = maker;
        }

        Gemm gemm() {
            assumeTrue(this != OPENBLAS || OpenBlas.find().isPresent(), OpenBlas::whyMissing);
            assumeTrue(this != VECTOR || VectorApi.present(), "the Vector API is not there");
            return maker.get();
        }
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    private static void check(Gemm gemm, View out, View a, View b, double scale, double keep) {
        int r = out.rank();
        int m = out.size(r - 2);
        int n = out.size(r - 1);
        int k = a.size(r - 1);
        int batch = (int) (out.size() / Math.max(1, m * n));
        double[] before = Matrices.values(out);
        double[][] want = Matrices.naive(Matrices.values(a), Matrices.values(b), before, batch, m, n, k, scale, keep);
        Products.matmul(gemm, POOL, out, a, b, scale, keep);
        double[] got = Matrices.values(out);
        for (int i = 0; i < got.length; i++) {
            double bound = (k + 4) * out.dtype().epsilon() * want[1][i];
            int at = i;
            assertTrue(Math.abs(got[i] - want[0][i]) <= bound, () -> "m n k " + m + " " + n + " " + k + " out " + out.layout()
                    + " a " + a.layout() + " b " + b.layout() + " scale " + scale + " keep " + keep + ": at " + at + " wanted "
                    + want[0][at] + " got " + got[at]);
        }
    }

    private static View output(DType t, Lie lie, double keep, int... shape) {
        return keep == 0 ? Matrices.view(t, lie, shape) : Matrices.random(3, t, lie, shape); // all NaN where it must not be read
    }

    @ParameterizedTest
    @EnumSource
    void shapesAndFactors(Kind kind) {
        Gemm gemm = kind.gemm();
        try (Scope _ = Scope.open()) {
            for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                for (int[] s : SHAPES) {
                    for (double[] f : FACTORS) {
                        check(gemm, output(t, Lie.DENSE, f[1], s[0], s[1]), Matrices.random(1, t, Lie.DENSE, s[0], s[2]),
                                Matrices.random(2, t, Lie.DENSE, s[2], s[1]), f[0], f[1]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void strides(Kind kind) {
        Gemm gemm = kind.gemm();
        Lie[] outs = {Lie.DENSE, Lie.TRANSPOSED, Lie.ROW_GAPS, Lie.GAPS_BOTH_WAYS, Lie.REVERSED};
        for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (Lie la : Lie.values()) {
                for (Lie lb : Lie.values()) {
                    for (Lie lo : outs) {
                        try (Scope _ = Scope.open()) {
                            check(gemm, output(t, lo, 0, 13, 35), Matrices.random(1, t, la, 13, 9), Matrices.random(2, t, lb, 9, 35), 2, 0);
                            check(gemm, output(t, lo, 1, 1, 9), Matrices.random(1, t, la, 1, 5), Matrices.random(2, t, lb, 5, 9), 1, 1);
                            check(gemm, output(t, lo, 1, 9, 1), Matrices.random(1, t, la, 9, 5), Matrices.random(2, t, lb, 5, 1), 1, -1);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void deeperAndWiderThanABlock(Kind kind) {
        Gemm gemm = kind.gemm();
        int[][] shapes = {{7, 531, 3}, {3, 5, 1100}, {151, 40, 523}, {300, 90, 70}};
        for (int[] s : shapes) {
            for (Lie lie : new Lie[] {Lie.DENSE, Lie.TRANSPOSED}) {
                try (Scope _ = Scope.open()) {
                    check(gemm, output(DType.FLOAT32, Lie.DENSE, 0.5, s[0], s[1]), Matrices.random(1, DType.FLOAT32, lie, s[0], s[2]),
                            Matrices.random(2, DType.FLOAT32, lie, s[2], s[1]), 1.5, 0.5);
                    check(gemm, output(DType.FLOAT64, Lie.DENSE, 0, s[0], s[1]), Matrices.random(1, DType.FLOAT64, lie, s[0], s[2]),
                            Matrices.random(2, DType.FLOAT64, lie, s[2], s[1]), 1, 0);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void batches(Kind kind) {
        Gemm gemm = kind.gemm();
        DType t = DType.FLOAT32;
        try (Scope _ = Scope.open()) {
            View a = Matrices.random(1, t, Lie.DENSE, 2, 3, 5, 7);
            View b = Matrices.random(2, t, Lie.ROW_GAPS, 2, 3, 7, 11);
            check(gemm, output(t, Lie.DENSE, 0, 2, 3, 5, 11), a, b, 1, 0);
            check(gemm, output(t, Lie.TRANSPOSED, 1, 2, 3, 5, 11), a, b, 1, 1);
            check(gemm, output(t, Lie.GAPS_BOTH_WAYS, 1, 2, 3, 5, 11), a, b, 1, 1);
            View one = Matrices.random(3, t, Lie.TRANSPOSED, 1, 1, 7, 11).broadcast(2, 3, 7, 11); // one B for all: one matrix
            check(gemm, output(t, Lie.DENSE, 1, 2, 3, 5, 11), a, one, 1, 1);
            View perRow = Matrices.random(4, t, Lie.DENSE, 2, 1, 7, 11).broadcast(2, 3, 7, 11);
            check(gemm, output(t, Lie.DENSE, 0, 2, 3, 5, 11), a, perRow, 1, 0);
            View left = Matrices.random(5, t, Lie.DENSE, 1, 3, 5, 7).broadcast(2, 3, 5, 7);
            check(gemm, output(t, Lie.DENSE, 0, 2, 3, 5, 11), left, b, 1, 0);
            check(gemm, output(t, Lie.ROW_GAPS, 0, 2, 3, 5, 11), left, one, 1, 0);
            View many = Matrices.random(6, t, Lie.DENSE, 40, 24, 32);
            check(gemm, output(t, Lie.DENSE, 0, 40, 24, 24), many, Matrices.random(7, t, Lie.DENSE, 40, 32, 24), 1, 0);
            check(gemm, output(t, Lie.DENSE, 0, 3, 130, 140), Matrices.random(8, t, Lie.DENSE, 3, 130, 150),
                    Matrices.random(9, t, Lie.TRANSPOSED, 3, 150, 140), 1, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptyShapes(Kind kind) {
        Gemm gemm = kind.gemm();
        try (Scope _ = Scope.open()) {
            for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT32}) {
                for (Lie lie : new Lie[] {Lie.DENSE, Lie.GAPS_BOTH_WAYS}) {
                    View a = Matrices.random(1, t, lie, 3, 0);
                    View b = Matrices.random(1, t, lie, 0, 4);
                    check(gemm, output(t, lie, 0, 3, 4), a, b, 1, 0);
                    check(gemm, output(t, lie, 2, 3, 4), a, b, 1, 2);
                    check(gemm, output(t, lie, 1, 0, 4), Matrices.random(1, t, lie, 0, 5), Matrices.random(1, t, lie, 5, 4), 1, 1);
                    check(gemm, output(t, lie, 1, 3, 0), Matrices.random(1, t, lie, 3, 5), Matrices.random(1, t, lie, 5, 0), 1, 1);
                    check(gemm, output(t, lie, 1, 0, 3, 2), Matrices.random(1, t, lie, 0, 3, 5), Matrices.random(1, t, lie, 0, 5, 2), 1, 1);
                }
            }
        }
    }

    @Test
    void integers() {
        try (Scope _ = Scope.open()) {
            View a = Matrices.random(1, DType.INT32, Lie.TRANSPOSED, 2, 9, 17);
            View b = Matrices.random(2, DType.INT32, Lie.GAPS_BOTH_WAYS, 2, 17, 6);
            check(null, output(DType.INT32, Lie.DENSE, 0, 2, 9, 6), a, b, 1, 0);
            check(null, output(DType.INT32, Lie.TRANSPOSED, 2, 2, 9, 6), a, b, -3, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameBitsWithAnyNumberOfThreads(Kind kind) {
        Gemm gemm = kind.gemm();
        int[][] shapes = {{128, 96, 784}, {300, 280, 260}, {1, 3000, 400}, {1000, 10, 300}};
        for (int[] s : shapes) {
            try (Scope _ = Scope.open()) {
                View a = Matrices.random(1, DType.FLOAT32, Lie.DENSE, s[0], s[2]);
                View b = Matrices.random(2, DType.FLOAT32, Lie.TRANSPOSED, s[2], s[1]);
                double[] first = null;
                for (int threads = 1; threads <= 4; threads++) {
                    View out = Matrices.view(DType.FLOAT32, Lie.DENSE, s[0], s[1]);
                    try (Pool pool = new Pool(threads)) {
                        Products.matmul(gemm, pool, out, a, b, 1, 0);
                    }
                    double[] got = Matrices.values(out);
                    first = first == null ? got : first;
                    for (int i = 0; i < got.length; i++) {
                        assertEquals(first[i], got[i], "threads " + threads + ", element " + i);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void byAddressesWithNothingToSum(Kind kind) {
        Gemm gemm = kind == Kind.CHOSEN ? Choice.of(2, 3, 0, 1, 1, 1) : kind.gemm();
        try (Scope _ = Scope.open()) {
            View c = Matrices.random(1, DType.FLOAT64, Lie.DENSE, 2, 3);
            double[] before = Matrices.values(c);
            long address = HostBlock.address(c);
            gemm.float64(2, 3, 0, 1, address, 0, 1, address, 3, 1, -2, address, 3);
            gemm.float64(0, 3, 2, 1, address, 2, 1, address, 3, 1, 5, address, 3);
            double[] after = Matrices.values(c);
            for (int i = 0; i < after.length; i++) {
                assertEquals(-2 * before[i], after[i]);
            }
        }
    }

    @Test
    void layoutsKeepWhatLiesBetween() {
        try (Scope _ = Scope.open()) {
            View wide = Matrices.random(4, DType.FLOAT32, Lie.DENSE, 20, 60);
            View inner = wide.with(wide.layout().slice(0, 2, 13, 1).slice(1, 5, 37, 1));
            double[] before = Matrices.values(wide);
            View a = Matrices.random(1, DType.FLOAT32, Lie.DENSE, 13, 8);
            check(null, inner, a, Matrices.random(2, DType.FLOAT32, Lie.DENSE, 8, 37), 1, 0);
            double[] after = Matrices.values(wide);
            Layout l = wide.layout();
            for (int i = 0; i < before.length; i++) {
                int row = i / 60 - 2;
                int col = i % 60 - 5;
                if (row < 0 || row >= 13 || col < 0 || col >= 37) {
                    assertEquals(before[i], after[i], "element " + i + " of " + l);
                }
            }
        }
    }
}
