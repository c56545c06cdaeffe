package dev.ricci.benchmarks.suites;

import dev.ricci.autograd.Gradients;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;

/** One training step of a multi-layer perceptron, and its parts, against PyTorch and the arithmetic. */
final class StepSuite implements Suite {
    private static final String TORCH = "PyTorch eager";
    private static final Target STEP = Target.atLeast(1.8);

    /** Adam reads weight, gradient and two moments, and writes all but the gradient. */
    static final int ADAM_PASSES = 7;

    @Override
    public String name() {
        return "step";
    }

    @Override
    public String title() {
        return "A training step with Adam, float32; the floor of products is their arithmetic at the processor's peak";
    }

    @Override
    public void run(Bench bench) {
        Perceptron p = new Perceptron(bench.size(128, 8), bench.size(784, 12), bench.size(512, 8), bench.size(256, 8));
        Subject step = Scoped.each(p::step);
        double arithmetic = bench.arithmetic(p.stepOperations());
        if (!bench.hasTorch()) {
            bench.alone("step " + p, step, Target.NONE, arithmetic);
        }
        bench.againstTorch("step " + p, step, TORCH, "step " + p.numbers(), bench.onCpu(STEP), arithmetic);
        bench.againstTorch("step " + p, step, "PyTorch, Adam(fused)", "step-fused " + p.numbers(), Target.NONE, arithmetic);
        parts(bench, p, arithmetic);
    }

    private static void parts(Bench bench, Perceptron p, double arithmetic) {
        Subject forward = Scoped.each(p::forward);
        Subject gradients = Scoped.each(p::gradients);
        Gradients fixed = p.gradients();
        Subject adam = Scoped.each(() -> {
            p.update(fixed);
            return fixed;
        });
        double floor = bench.againstCopy("of it Adam", adam, 4L * ADAM_PASSES * p.parameterCount(), Target.NONE);
        if (!bench.hasTorch()) {
            bench.alone("of it forward", forward, Target.NONE, bench.arithmetic(p.forwardOperations()));
            bench.alone("of it forward and backward", gradients, Target.NONE, arithmetic);
        }
        bench.againstTorch("of it forward", forward, TORCH, "forward " + p.numbers(), Target.NONE, bench.arithmetic(p.forwardOperations()));
        bench.againstTorch("of it forward and backward", gradients, TORCH, "gradients " + p.numbers(), Target.NONE, arithmetic);
        bench.againstTorch("of it Adam", adam, TORCH, "adam " + p.numbers(), Target.NONE, floor);
    }
}
