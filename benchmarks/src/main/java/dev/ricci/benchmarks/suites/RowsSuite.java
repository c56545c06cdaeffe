package dev.ricci.benchmarks.suites;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Softmax and reductions of a matrix against one pass over memory, and against PyTorch. */
final class RowsSuite implements Suite {
    private static final Target SOFTMAX = Target.atLeast(2.5);

    /** @param passes how often the matrix goes over the bus at least: read once, and written once where the result is as large */
    private record Work(String name, String torch, int passes, UnaryOperator<Tensor> work, Target target) {}

    private static final List<Work> WORKS = List.of(
            new Work("softmax", "softmax", 2, x -> x.softmax(1), SOFTMAX),
            new Work("softmax", "softmax-into", 2, x -> x.softmax(1), Target.NONE),
            new Work("logSoftmax", "log-softmax", 2, x -> x.logSoftmax(1), Target.NONE),
            new Work("sum of all", "sum-all", 1, x -> x.sum(), Target.NONE),
            new Work("sum of each row", "sum-rows", 1, x -> x.sum(1), Target.NONE),
            new Work("sum of each column", "sum-columns", 1, x -> x.sum(0), Target.NONE),
            new Work("largest of each row", "max-rows", 1, x -> x.max(1), Target.NONE));

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String title() {
        return "Rows and columns of a matrix, float32; the floor is a copy of the bytes of one pass";
    }

    @Override
    public void run(Bench bench) {
        int rows = bench.size(4096, 16);
        int columns = bench.size(1024, 20);
        Tensor x = bench.normal(rows, columns);
        String size = " " + rows + " x " + columns;
        for (Work w : WORKS) {
            Subject ours = Scoped.each(() -> w.work.apply(x));
            boolean into = w.torch.endsWith("-into");
            long traffic = 4L * w.passes * rows * columns;
            double floor = into ? Double.NaN : bench.againstCopy(w.name + size, ours, traffic, Target.NONE);
            String label = into ? "PyTorch, out=" : "PyTorch";
            bench.againstTorch(w.name + size, ours, label, w.torch + " " + rows + " " + columns, bench.onCpu(w.target), floor);
        }
    }
}
