package dev.ricci.benchmarks.suites;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.optim.Adam;
import dev.ricci.optim.Optimizer;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Map;
import java.util.function.Supplier;

/** What memory bounds: formulas, rows, reductions and the optimizer against a copy of the same bytes on the device. */
final class GpuMemory {
    private static final Target NEARLY_A_COPY = Target.atLeast(0.85);
    private static final double EPSILON = 1e-5;

    private GpuMemory() {}

    /** Each group in a scope of its own: 256 MiB a tensor, several times what the caches of a GPU hold. */
    static void run(Bench bench) {
        try {
            new Setting("ricci.cuda.nvrtc", "on").with(bench, _ -> formulas(bench, ", compiled"));
        } catch (IllegalStateException e) {
            bench.report().note("formulas are not compiled: " + e.getMessage());
        }
        new Setting("ricci.cuda.nvrtc", "off").with(bench, _ -> formulas(bench, ", interpreted"));
        rows(bench);
        adam(bench);
    }

    private static void row(Bench bench, String what, long traffic, Supplier<Tensor> work) {
        bench.againstCopy(what, Scoped.each(work), traffic, NEARLY_A_COPY);
    }

    private static void formulas(Bench bench, String way) {
        int n = bench.size(1 << 26, 4096);
        try (Scope _ = Scope.open()) {
            Tensor x = bench.normal(n);
            Tensor y = bench.normal(n);
            row(bench, "8 operations fused of " + n + way, 8L * n, () -> Tensor.map(ElementwiseSuite.EIGHT, x));
            row(bench, "exp of " + n + way, 8L * n, x::exp);
            row(bench, "add of " + n + way, 12L * n, () -> x.add(y));
        }
    }

    private static void rows(Bench bench) {
        int rows = bench.size(16384, 24);
        int columns = bench.size(4096, 40);
        long bytes = 4L * rows * columns;
        String size = " " + rows + " x " + columns;
        try (Scope _ = Scope.open()) {
            Tensor x = bench.normal(rows, columns);
            Tensor gain = bench.normal(columns);
            Tensor shift = bench.normal(columns);
            Tensor labels = new Generator(3).uniform(DType.FLOAT32, rows).mul(columns).to(DType.INT32);
            row(bench, "softmax" + size, 2 * bytes, () -> x.softmax(1));
            row(bench, "logSoftmax" + size, 2 * bytes, () -> x.logSoftmax(1));
            row(bench, "layerNorm" + size, 2 * bytes, () -> x.layerNorm(gain, shift, EPSILON));
            row(bench, "crossEntropy" + size, bytes, () -> x.crossEntropy(labels));
            row(bench, "sum of all" + size, bytes, () -> x.sum());
            row(bench, "sum of each row" + size, bytes, () -> x.sum(1));
            row(bench, "sum of each column" + size, bytes, () -> x.sum(0));
            row(bench, "largest of each row" + size, bytes, () -> x.max(1));
        }
    }

    /** One parameter, as large as those of a network that deserves a GPU. */
    private static void adam(Bench bench) {
        int n = bench.size(1 << 25, 4096);
        try (Scope _ = Scope.open()) {
            Parameter weight = new Parameter(bench.normal(n));
            Optimizer adam = Optimizer.of(new Adam(), Map.of("weight", weight));
            Tensor slope = bench.normal(n);
            Gradients fixed = Gradients.of(weight.value().mul(slope).sum());
            row(bench, "Adam of " + n + " parameters", 4L * StepSuite.ADAM_PASSES * n, () -> {
                adam.step(fixed);
                return slope;
            });
        }
    }
}
