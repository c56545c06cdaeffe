package dev.ricci.benchmarks.suites;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.cuda.Cuda;
import dev.ricci.cuda.driver.CudaBlock;
import dev.ricci.cuda.library.Cublas;
import dev.ricci.cuda.library.Gemm;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.lang.ref.Reference;

/** Products through the public API against the same cuBLAS, with the same handle, called without what is above it. */
final class GpuProducts {
    private static final Target SAME = Target.atLeast(0.98);
    private static final int LARGEST = 8192;
    private static final int LARGEST_DOUBLE = 4096;

    private GpuProducts() {}

    static void run(Bench bench) {
        if (((Cuda) bench.device()).cublas().isEmpty()) {
            bench.report().note("without cuBLAS there is nothing to compare products with; 'ricci devices' says how to install it");
            return;
        }
        sizes(bench, "", DType.FLOAT32, Gemm.Kind.FLOAT32, LARGEST);
        new Setting("ricci.cuda.products", "tf32").with(bench, _ -> sizes(bench, ", TF32", DType.FLOAT32, Gemm.Kind.TF32, LARGEST));
        sizes(bench, ", float64", DType.FLOAT64, Gemm.Kind.FLOAT64, LARGEST_DOUBLE);
        int n = bench.size(512, 48);
        product(bench, "64 of " + n + " x " + n, DType.FLOAT32, Gemm.Kind.FLOAT32, 64, n);
    }

    /** Quick runs are still too large for the kernel that is faster than cuBLAS on tiny ones. */
    private static void sizes(Bench bench, String suffix, DType type, Gemm.Kind kind, int largest) {
        for (int n = bench.size(256, 48); n <= bench.size(largest, 48); n *= 2) {
            product(bench, "product " + n + " x " + n + suffix, type, kind, 1, n);
        }
    }

    private static void product(Bench bench, String what, DType type, Gemm.Kind kind, int count, int n) {
        Backend device = Devices.current();
        Cublas cublas = ((Cuda) device).cublas().orElseThrow();
        try (Scope _ = Scope.open()) {
            int[] shape = count == 1 ? new int[] {n, n} : new int[] {count, n, n};
            Generator random = new Generator(7);
            Tensor a = random.normal(type, shape);
            Tensor b = random.normal(type, shape);
            Tensor c = random.normal(type, shape);
            long step = count == 1 ? 0 : (long) n * n;
            // By columns, as cuBLAS counts, ours are transposed: C' = B' A'.
            Gemm g = new Gemm(kind, false, false, n, n, n, 1, address(b), n, step, address(a), n, step, 0, address(c), n, step, count);
            Subject direct = Scoped.finished(times -> {
                for (long i = 0; i < times; i++) {
                    cublas.multiply(g);
                }
            });
            bench.against(what, Scoped.each(() -> a.matmul(b)), "cuBLAS, called directly", direct, SAME, Double.NaN);
            Reference.reachabilityFence(c);
        }
    }

    private static long address(Tensor t) {
        return CudaBlock.address(t.view());
    }
}
