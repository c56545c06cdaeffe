package dev.ricci.benchmarks.suites;

import dev.ricci.backend.DType;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.benchmarks.peers.StraightLapack;
import dev.ricci.linalg.Cholesky;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Solve;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.function.Function;

/** Factorisations and solvers against LAPACK called directly, PyTorch, and two Java libraries. */
final class LinalgSuite implements Suite {
    private static final Target LAPACK = Target.atLeast(0.97);
    private static final Target TORCH = Target.atLeast(1);
    private static final Target JAVA = Target.atLeast(10);
    private static final Target LOOP = Target.atLeast(5);
    private static final Target PRODUCTS = Target.atLeast(1 / 1.3);
    private static final int RIGHT_SIDES = 10;
    private static final int LARGEST_OF_JAVA = 1000;

    /** A straight call for a matrix of m by n. */
    private interface Straight {
        Subject of(StraightLapack lapack, boolean single, int m, int n);
    }

    /**
     * One kind of work.
     *
     * @param name of the rows, and of the cases of peers
     * @param numbers that a case of a peer wants before the shape
     */
    private record Work(String name, String numbers, Function<Tensor, Tensor> sample, Function<Tensor, ?> ours, Straight straight) {
        String peer(String shape) {
            return numbers + (numbers.isEmpty() ? "" : " ") + shape;
        }
    }

    private static final Work SVD = new Work("svd", "", a -> a, Svd::of, StraightLapack::svd);
    private static final Work QR = new Work("qr", "", a -> a, Qr::of, StraightLapack::qr);
    private static final Work EIGEN = new Work("symmetric-eigen", "", a -> a.add(a.t()), SymmetricEigen::of,
            (l, single, _, n) -> l.symmetricEigen(single, n));
    private static final Work CHOLESKY = new Work("cholesky", "", LinalgSuite::positive, Cholesky::of,
            (l, single, _, n) -> l.cholesky(single, n));
    private static final Work SOLVE = new Work("solve", Integer.toString(RIGHT_SIDES), a -> a, LinalgSuite::solved,
            (l, single, _, n) -> l.solve(single, n, RIGHT_SIDES));

    @Override
    public String name() {
        return "linalg";
    }

    @Override
    public String title() {
        return "Factorisations and solvers, through the public API in a scope; the other side has all its threads";
    }

    @Override
    public void run(Bench bench) {
        int largest = bench.size(2000, 20);
        for (int n = bench.size(100, 10); n <= largest; n = n == 200 ? 500 : 2 * n) {
            for (Work w : new Work[] {SVD, EIGEN, QR, CHOLESKY, SOLVE}) {
                single(bench, w, DType.FLOAT32, n, n);
            }
        }
        for (Work w : new Work[] {SVD, QR}) {
            single(bench, w, DType.FLOAT32, bench.size(5000, 50), bench.size(200, 8));
            single(bench, w, DType.FLOAT32, bench.size(20000, 60), bench.size(500, 8));
        }
        for (Work w : new Work[] {SVD, EIGEN, QR, CHOLESKY, SOLVE}) {
            single(bench, w, DType.FLOAT64, bench.size(500, 10), bench.size(500, 10));
        }
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (Work w : new Work[] {SVD, EIGEN, QR, CHOLESKY, SOLVE}) {
                batch(bench, w, type, bench.size(10000, 3), bench.size(16, 5));
            }
        }
        randomized(bench, bench.size(10000, 60), bench.size(1000, 20), bench.size(50, 4));
    }

    private static void single(Bench bench, Work w, DType type, int m, int n) {
        String what = label(w, type) + m + " x " + n;
        if (!bench.wants(what)) {
            return;
        }
        Tensor a = w.sample.apply(new Generator(7).normal(type, m, n));
        Subject ours = Scoped.each(() -> w.ours.apply(a));
        straight(bench, what, w, type, m, n, ours, 1);
        String shape = m + " " + n;
        bench.againstTorch(what, ours, "PyTorch", w.name + " " + type.bytes() * 8 + " " + w.peer(shape), bench.onCpu(TORCH), Double.NaN);
        if (Math.max(m, n) <= LARGEST_OF_JAVA && type == DType.FLOAT32) {
            bench.againstJava(what, ours, "ND4J", "nd4j-" + w.name + " " + w.peer(shape), bench.onCpu(JAVA));
            bench.againstJava(what, ours, "EJML", "ejml-" + w.name + " " + w.peer(shape), bench.onCpu(JAVA));
        }
    }

    private static void batch(Bench bench, Work w, DType type, int count, int n) {
        String what = label(w, type) + count + " x " + n + " x " + n;
        if (!bench.wants(what)) {
            return;
        }
        Tensor a = w.sample.apply(new Generator(7).normal(type, count, n, n));
        Subject ours = Scoped.each(() -> w.ours.apply(a));
        straight(bench, what, w, type, n, n, ours, count);
        bench.againstTorch(what, ours, "PyTorch", w.name + " " + type.bytes() * 8 + " " + w.peer(count + " " + n + " " + n), Target.NONE,
                Double.NaN);
    }

    private static void straight(Bench bench, String what, Work w, DType type, int m, int n, Subject ours, int count) {
        if (!bench.isCpu() || bench.blas().isEmpty()) {
            bench.alone(what, ours, Target.NONE, Double.NaN);
            return;
        }
        boolean loop = count > 1;
        try (StraightLapack lapack = new StraightLapack(bench.blas().get(), loop ? 1 : bench.threads())) {
            Subject one = w.straight.of(lapack, type == DType.FLOAT32, m, n);
            bench.against(what, ours, loop ? "a loop over LAPACK" : "LAPACK, called directly", loop ? StraightLapack.loop(one, count) : one,
                    loop ? LOOP : LAPACK, Double.NaN);
        }
    }

    /** Two power iterations: six products with A or its transpose, and one of 60 columns with the small left vectors. */
    private static void randomized(Bench bench, int m, int n, int k) {
        String what = "randomized-svd " + m + " x " + n + ", k " + k;
        Tensor a = bench.normal(m, n);
        Tensor narrow = bench.normal(n, k + 10);
        Tensor wide = bench.normal(m, k + 10);
        Tensor small = bench.normal(k + 10, k);
        Subject ours = Scoped.each(() -> Svd.randomized(a, k));
        Subject products = Scoped.each(() -> {
            for (int i = 0; i < 3; i++) {
                a.matmul(narrow);
                a.t().matmul(wide);
            }
            return wide.matmul(small);
        });
        bench.against(what, ours, "its products alone", products, bench.onCpu(PRODUCTS), Double.NaN);
        bench.againstTorch(what, ours, "PyTorch", "randomized-svd " + m + " " + n + " " + k, Target.NONE, Double.NaN);
    }

    private static String label(Work w, DType type) {
        return w.name + (type == DType.FLOAT64 ? ", float64, " : " ");
    }

    private static Tensor positive(Tensor a) {
        int n = a.size(-1);
        return a.add(a.t()).add(Tensor.eye(a.dtype(), n).mul(8 * Math.sqrt(n)));
    }

    private static Tensor solved(Tensor a) {
        return Solve.general(a, a.slice(-1, 0, Math.min(RIGHT_SIDES, a.size(-1))));
    }
}
