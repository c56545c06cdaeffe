package dev.ricci.benchmarks.suites;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.optim.Step;

/** One training step of a perceptron on a GPU, eager and recorded, against PyTorch on the same GPU. */
final class GpuStep {
    private static final Target FASTER = Target.atLeast(1);
    private static final Target MUCH_FASTER = Target.atLeast(5);

    private GpuStep() {}

    static void run(Bench bench) {
        Perceptron p = new Perceptron(bench.size(128, 8), bench.size(784, 12), bench.size(512, 8), bench.size(256, 8));
        String eager = "step " + p + ", eager";
        String recorded = "step " + p + ", recorded";
        Subject once = Scoped.each(p::step);
        try (Step step = Step.record(bench.device(), p::step)) {
            Subject again = Scoped.each(step::run);
            if (!bench.hasTorch()) {
                bench.alone(eager, once, Target.NONE, Double.NaN);
                bench.alone(recorded, again, Target.NONE, Double.NaN);
                bench.report().note("without PyTorch beside it a step says little: --torch PYTHON names one that has CUDA");
            } else if (bench.isCuda()) {
                against(bench, eager, once, "PyTorch eager", "step ", p, Target.NONE);
                against(bench, recorded, again, "PyTorch eager", "step ", p, MUCH_FASTER);
                against(bench, recorded, again, "PyTorch, Adam(fused)", "step-fused ", p, Target.NONE);
                against(bench, recorded, again, "PyTorch, CUDA graph", "step-graph ", p, FASTER);
            }
        }
    }

    private static void against(Bench bench, String what, Subject ours, String label, String name, Perceptron p, Target target) {
        bench.againstTorch(what, ours, label, name + p.numbers(), target, Double.NaN);
    }
}
