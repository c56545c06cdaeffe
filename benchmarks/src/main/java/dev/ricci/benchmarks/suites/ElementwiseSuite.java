package dev.ricci.benchmarks.suites;

import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.of;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.formula.Formula;
import dev.ricci.optim.Step;
import dev.ricci.tensor.Tensor;

/** Formulas over ten million elements against a copy of the same bytes, and additions of sixteen against the clock. */
final class ElementwiseSuite implements Suite {
    private static final String TORCH = "PyTorch";
    private static final String TORCH_INTO = "PyTorch, out=";
    private static final Target LIKE_A_COPY = Target.atLeast(0.9);

    /** sqrt |max(1.5 x + 0.25, 0) x - 0.5| + x: eight operations. */
    static final Formula EIGHT = X.mul(1.5).add(0.25).max(of(0)).mul(X).sub(0.5).abs().sqrt().add(X);

    @Override
    public String name() {
        return "elementwise";
    }

    @Override
    public String title() {
        return "Element-wise, float32, through the public API in a scope";
    }

    @Override
    public void run(Bench bench) {
        int n = bench.size(10_000_000, 1000);
        Tensor x = bench.normal(n);
        String size = " of " + String.format("%,d", n);
        Subject eight = Scoped.each(() -> Tensor.map(EIGHT, x));
        Subject exp = Scoped.each(x::exp);
        double floor = copies(bench, "8 operations fused" + size, eight, 8L * n);
        copies(bench, "exp" + size, exp, 8L * n);
        copies(bench, "tanh" + size, Scoped.each(x::tanh), 8L * n);
        copies(bench, "sigmoid" + size, Scoped.each(x::sigmoid), 8L * n);
        Tensor positive = x.abs();
        copies(bench, "log" + size, Scoped.each(positive::log), 8L * n);
        Tensor y = bench.normal(n);
        Subject add = Scoped.each(() -> x.add(y));
        double floorOfAdd = copies(bench, "add" + size, add, 12L * n);
        bench.againstTorch("8 operations fused" + size, eight, TORCH, "eight " + n, Target.NONE, floor);
        bench.againstTorch("exp" + size, exp, TORCH, "exp " + n, Target.NONE, floor);
        bench.againstTorch("exp" + size, exp, TORCH_INTO, "exp-into " + n, Target.NONE, floor);
        bench.againstTorch("add" + size, add, TORCH, "add " + n, Target.NONE, floorOfAdd);
        chain(bench, x, y, size);
        small(bench);
        if (!bench.isCpu()) {
            return;
        }
        bench.report().note("threads: " + bench.threads() + " on both sides; copies by MemorySegment.copy, which in whole parts may"
                + " write past the caches and then moves a third less over the bus than any loop of the Vector API can");
    }

    /** A chain written as separate calls, in a recorded step, against the same calls one by one. */
    private static void chain(Bench bench, Tensor x, Tensor y, String size) {
        Subject each = Scoped.each(() -> x.mul(y).add(y).tanh());
        try (Step step = Step.record(bench.device(), () -> x.mul(y).add(y).tanh())) {
            bench.against("a b + c, tanh" + size, Scoped.each(step::run), "one by one", each, bench.onCpu(Target.atLeast(1.5)), Double.NaN);
        }
    }

    private static double copies(Bench bench, String what, Subject ours, long traffic) {
        bench.againstPieces(what, ours, traffic, Target.NONE);
        return bench.againstCopy(what, ours, traffic, bench.onCpu(LIKE_A_COPY));
    }

    private static void small(Bench bench) {
        Tensor a = bench.normal(16);
        Tensor b = bench.normal(16);
        Tensor tracked = a.wanted();
        Subject add = Scoped.small(() -> a.add(b));
        Subject withHistory = Scoped.small(() -> tracked.add(b));
        bench.alone("add of 16", add, bench.onCpu(Target.within(0.3e-6)), Double.NaN);
        bench.alone("add of 16, with history", withHistory, bench.onCpu(Target.within(0.6e-6)), Double.NaN);
        bench.againstTorch("add of 16", add, "PyTorch from Python", "add 16", Target.NONE, Double.NaN);
        bench.againstTorch("add of 16, with history", withHistory, "PyTorch from Python", "add-tracked 16", Target.NONE, Double.NaN);
    }
}
