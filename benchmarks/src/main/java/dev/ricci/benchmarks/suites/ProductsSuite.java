package dev.ricci.benchmarks.suites;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.benchmarks.peers.Blas;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.product.Gemm;
import dev.ricci.cpu.product.Products;
import dev.ricci.cpu.product.ScalarGemm;
import dev.ricci.cpu.product.VectorGemm;
import dev.ricci.tensor.Tensor;

/** Matrix products against OpenBLAS called directly. */
final class ProductsSuite implements Suite {
    private static final String BLAS = "OpenBLAS, its threads";
    private static final String BLAS_ALONE = "OpenBLAS, one thread";
    private static final Target OURS = Target.atLeast(0.97);
    private static final Target JAVA = Target.atLeast(0.85);
    private static final Target TINY = Target.within(0.3e-6);

    @Override
    public String name() {
        return "products";
    }

    @Override
    public String title() {
        return "Matrix products, float32, through the public API in a scope";
    }

    @Override
    public void run(Bench bench) {
        int largest = bench.size(4096, 64);
        for (int n = bench.size(256, 32); n <= largest; n *= 2) {
            product(bench, n + " x " + n, bench.normal(n, n), bench.normal(n, n), OURS);
        }
        for (int n = bench.size(256, 32); bench.isCpu() && n <= largest; n *= 2) {
            java(bench, n);
        }
        tiny(bench);
        thin(bench);
        if (!bench.isCpu()) {
            bench.report().note("cuBLAS called directly is in the suite gpu; OpenBLAS beside a GPU would compare nothing");
        } else if (bench.blas().isEmpty()) {
            bench.report().note("without OpenBLAS there is nothing to compare with: its native is not on the class path");
        }
    }

    private static double operations(Tensor a, Tensor b) {
        return 2.0 * a.size() * b.size(1);
    }

    private static void product(Bench bench, String what, Tensor a, Tensor b, Target target) {
        against(bench, what, Scoped.each(() -> a.matmul(b)), a, b, bench.threads(), target);
    }

    private static void against(Bench bench, String what, Subject ours, Tensor a, Tensor b, int threads, Target target) {
        double floor = bench.arithmetic(operations(a, b) * bench.threads() / threads);
        if (!bench.isCpu() || bench.blas().isEmpty()) {
            bench.alone(what, ours, Target.NONE, floor);
            return;
        }
        Blas blas = new Blas(bench.blas().get(), threads, a, b, Tensor.zeros(a.size(0), b.size(1)));
        String label = threads == 1 ? BLAS_ALONE : BLAS;
        bench.against(what, ours, label, blas, target, floor);
    }

    /** Our own Gemm, which runs where there is no OpenBLAS. */
    private static void java(Bench bench, int n) {
        Tensor a = bench.normal(n, n);
        Tensor b = bench.normal(n, n);
        Tensor c = Tensor.zeros(n, n);
        Gemm gemm = VectorApi.present() ? new VectorGemm() : new ScalarGemm();
        Subject ours = Subject.of(() -> Products.matmul(gemm, bench.pool(), c.view(), a.view(), b.view(), 1, 0));
        against(bench, n + " x " + n + ", our Java code", ours, a, b, bench.threads(), JAVA);
    }

    private static void tiny(Bench bench) {
        Tensor a = bench.normal(8, 8);
        Tensor b = bench.normal(8, 8);
        against(bench, "8 x 8", Scoped.small(() -> a.matmul(b)), a, b, 1, TINY);
    }

    /** The products of a step of the perceptron 784-512-256-10 with a batch of 128. */
    private static void thin(Bench bench) {
        int batch = bench.size(128, 8);
        int[] widths = {bench.size(784, 12), bench.size(512, 8), bench.size(256, 8), 10};
        for (int layer = 1; layer < widths.length; layer++) {
            Tensor x = bench.normal(batch, widths[layer - 1]);
            Tensor w = bench.normal(widths[layer], widths[layer - 1]);
            Tensor g = bench.normal(batch, widths[layer]);
            product(bench, shape("forward", x, w.t()), x, w.t(), Target.NONE);
            product(bench, shape("weight gradient", g.t(), x), g.t(), x, Target.NONE);
            if (layer > 1) {
                product(bench, shape("input gradient", g, w), g, w, Target.NONE);
            }
        }
    }

    private static String shape(String what, Tensor a, Tensor b) {
        return what + " " + a.size(0) + " x " + a.size(1) + " x " + b.size(1);
    }
}
