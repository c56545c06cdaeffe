package dev.ricci.benchmarks.suites;

import dev.ricci.backend.DType;
import dev.ricci.benchmarks.harness.Timing;
import dev.ricci.learn.Pca;
import dev.ricci.linalg.Cholesky;
import dev.ricci.linalg.Lu;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Solve;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Factorisations and solvers of a GPU in short turns, against PyTorch's on the same one: a minute for all of them. */
final class GpuFactors implements Suite {
    private static final Timing SHORT = new Timing(5, 0.005, 0.02, 0.2);
    private static final int[] SIDES = {64, 200, 500, 1000, 2000};
    private static final int[][] BATCHES = {{10000, 16}, {10000, 32}, {1000, 64}, {100, 128}};

    /** A kind of work; the peer's case is its name, the bits, numbers that it wants, and the shape. */
    private record Work(String name, String numbers, Function<Tensor, Tensor> sample, Function<Tensor, ?> ours) {
        String peer(DType type, int... shape) {
            String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" "));
            return name + " " + type.bytes() * 8 + " " + numbers + sizes;
        }
    }

    private static final Work CHOLESKY = new Work("cholesky", "", GpuFactors::positive, Cholesky::of);
    private static final Work LU = new Work("lu", "", a -> a, Lu::of);
    private static final Work SOLVE = new Work("solve", "1 ", a -> a, a -> Solve.general(a, a.slice(-1, 0, 1)));
    private static final Work TRIANGULAR = new Work("triangular", "", GpuFactors::positive, a -> Solve.lower(a, a));
    private static final Work QR = new Work("qr", "", a -> a, Qr::of);
    private static final Work SVD = new Work("svd", "", a -> a, Svd::of);
    private static final Work VALUES = new Work("singular-values", "", a -> a, Svd::values);
    private static final Work EIGEN = new Work("symmetric-eigen", "", a -> a.add(a.t()), SymmetricEigen::of);
    private static final List<Work> ALL = List.of(CHOLESKY, LU, SOLVE, TRIANGULAR, QR, SVD, VALUES, EIGEN);

    @Override
    public String name() {
        return "gpu-factors";
    }

    @Override
    public String title() {
        return "Factorisations and solvers of a GPU, in short turns; from one finish of the device to the next";
    }

    @Override
    public String device() {
        return "cuda";
    }

    @Override
    public void run(Bench bench) {
        for (int n : SIDES) {
            ALL.forEach(w -> row(bench, w, DType.FLOAT32, bench.size(n, 40), bench.size(n, 40)));
        }
        for (Work w : List.of(LU, QR, SVD, VALUES)) {
            row(bench, w, DType.FLOAT32, bench.size(4000, 60), bench.size(500, 20));
        }
        ALL.forEach(w -> row(bench, w, DType.FLOAT64, bench.size(500, 40), bench.size(500, 40)));
        for (int[] b : BATCHES) {
            ALL.forEach(w -> row(bench, w, DType.FLOAT32, bench.size(b[0], 3), bench.size(b[1], 9), bench.size(b[1], 9)));
        }
        pca(bench);
    }

    /** Principal components of as many numbers as MNIST has, from device memory. */
    private static void pca(Bench bench) {
        Tensor x = bench.normal(bench.size(60000, 50), bench.size(784, 20));
        for (Pca.Method method : List.of(Pca.Method.COVARIANCE, Pca.Method.SVD, Pca.Method.RANDOMIZED)) {
            String what = "pca by " + method.name().toLowerCase(Locale.ROOT) + ", " + x.size(0) + " x " + x.size(1) + ", 50";
            if (bench.wants(what)) {
                Pca pca = Pca.components(bench.size(50, 5)).by(method);
                bench.briefly(what, Scoped.each(() -> pca.fit(x)), "pca " + x.size(0) + " " + x.size(1), SHORT);
            }
        }
    }

    /** A row that fails says so: the others are still wanted. */
    private static void row(Bench bench, Work w, DType type, int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
        String what = w.name + (type == DType.FLOAT64 ? ", float64, " : " ") + sizes;
        if (!bench.wants(what)) {
            return;
        }
        try {
            Tensor a = w.sample.apply(new Generator(7).normal(type, shape));
            bench.briefly(what, Scoped.each(() -> w.ours.apply(a)), w.peer(type, shape), SHORT);
        } catch (RuntimeException e) {
            bench.report().note(what + ": " + e.getMessage());
        }
    }

    private static Tensor positive(Tensor a) {
        int n = a.size(-1);
        return a.add(a.t()).add(Tensor.eye(a.dtype(), n).mul(8 * Math.sqrt(n)));
    }
}
