package dev.ricci.benchmarks.micro;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One function over numbers that fit the first cache, or do not: what is left when memory is no excuse. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Functions {
    @Param({"1000", "100000", "10000000"})
    private int size;

    @Param({"copy", "exp", "tanh", "sigmoid", "log", "erf"})
    private String function;

    private final Backend device = Devices.current();
    private Formula formula;
    private Tensor in;
    private View out;

    @Setup(Level.Trial)
    public void make() {
        in = new Generator(7).uniform(DType.FLOAT32, size);
        out = device.allocate(DType.FLOAT32, size);
        formula = switch (function) {
            case "copy" -> Formula.X;
            case "exp" -> Formula.X.exp();
            case "tanh" -> Formula.X.tanh();
            case "sigmoid" -> Formula.X.sigmoid();
            case "log" -> Formula.X.log();
            case "erf" -> Formula.X.erf();
            default -> throw new IllegalArgumentException("functions: unknown function '" + function + "'");
        };
    }

    @Benchmark
    public void map() {
        device.map(formula, out, in.view());
    }
}
