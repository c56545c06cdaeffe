package dev.ricci.benchmarks.suites;

import dev.ricci.backend.DType;
import dev.ricci.benchmarks.harness.Columns;
import dev.ricci.benchmarks.harness.Overhead;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.peers.EmulatedDriver;
import dev.ricci.optim.Step;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the host spends on an operation of a GPU besides the driver's own work.
 *
 * <p>The emulated driver's functions return at once, so that what is left is the cost of our code, of JCuda and of the JVM.
 */
final class OverheadSuite implements Suite {
    private static final double EAGER = 1.5e-6;
    private static final double RECORDED = 5e-6;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String title() {
        return "The host's own cost of an operation, float32; the driver's functions return at once, and their own time is taken off";
    }

    @Override
    public String device() {
        return "emulated";
    }

    @Override
    public Optional<String> refusal(String device, boolean quick) {
        return device.equals(device()) ? Optional.empty()
                : Optional.of("overhead: it needs a driver whose functions return at once; use --device emulated");
    }

    @Override
    public Columns columns() {
        return Overhead.COLUMNS;
    }

    @Override
    public void run(Bench bench) {
        EmulatedDriver driver = new EmulatedDriver();
        operations(bench, driver);
        step(bench, driver);
        bench.report().note("time for which the processor worked for the thread; launches and products are counted by the emulated device;"
                + " allocated: bytes of the JVM's heap");
    }

    private static void operations(Bench bench, EmulatedDriver driver) {
        Tensor a = bench.normal(16);
        Tensor b = bench.normal(16);
        Tensor tracked = a.wanted();
        Tensor matrix = bench.normal(8, 8);
        Tensor row = bench.normal(8);
        Tensor indices = new Generator(3).uniform(DType.FLOAT32, 5).mul(8).to(DType.INT32);
        eager(bench, driver, "add of 16", () -> a.add(b));
        eager(bench, driver, "add of 16, with history", () -> tracked.add(b));
        eager(bench, driver, "add of 8 x 8 and 8, broadcast", () -> matrix.add(row));
        eager(bench, driver, "sum of all 16", () -> a.sum());
        eager(bench, driver, "softmax 8 x 8", () -> matrix.softmax(1));
        eager(bench, driver, "product 8 x 8", () -> matrix.matmul(matrix));
        eager(bench, driver, "gather 5 of 8 rows", () -> matrix.gather(indices, 0));
    }

    private static void eager(Bench bench, EmulatedDriver driver, String what, Supplier<Tensor> work) {
        if (bench.wants(what)) {
            bench.report().add(measured(bench, driver, what, Scoped.small(work)).target(EAGER));
        }
    }

    /** Counted while the device works, measured while it does not. */
    private static Overhead measured(Bench bench, EmulatedDriver driver, String what, Subject work) {
        work.seconds(1); // loads and compiles kernels
        driver.clear();
        work.seconds(1);
        long launches = driver.work().values().stream().mapToLong(n -> n).sum();
        driver.idle(true);
        try {
            return Overhead.of(what, work, driver::nanos, bench.timing()).launches(launches);
        } finally {
            driver.idle(false);
        }
    }

    /** The step of a perceptron, eager and recorded; what the device would compute is never read. */
    private static void step(Bench bench, EmulatedDriver driver) {
        Perceptron p = new Perceptron(bench.size(128, 8), bench.size(784, 12), bench.size(512, 8), bench.size(256, 8));
        String name = "step " + p;
        if (bench.wants(name)) {
            Overhead eager = measured(bench, driver, name, Scoped.each(p::step));
            bench.report().add(eager);
            bench.report().add(eager.each(name + ", one operation", eager.launches()).target(EAGER));
        }
        String recorded = name + ", recorded";
        if (bench.wants(recorded)) {
            try (Step step = Step.record(bench.device(), p::step)) {
                bench.report().add(measured(bench, driver, recorded, Scoped.each(step::run)).target(RECORDED));
            }
        }
    }
}
