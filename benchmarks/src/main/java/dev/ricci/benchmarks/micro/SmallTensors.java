package dev.ricci.benchmarks.micro;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What an operation costs when its numbers cost nothing: a hundred in a scope, the time of one. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallTensors {
    private static final int TOGETHER = 100;

    private Tensor a;
    private Tensor b;
    private Tensor tracked;
    private Tensor left;
    private Tensor right;

    @Setup(Level.Trial)
    public void make() {
        Generator random = new Generator(7);
        a = random.normal(DType.FLOAT32, 16);
        b = random.normal(DType.FLOAT32, 16);
        tracked = a.wanted();
        left = random.normal(DType.FLOAT32, 8, 8);
        right = random.normal(DType.FLOAT32, 8, 8);
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public void add(Blackhole hole) {
        try (Scope _ = Scope.open()) {
            for (int i = 0; i < TOGETHER; i++) {
                hole.consume(a.add(b));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public void addWithHistory(Blackhole hole) {
        try (Scope _ = Scope.open()) {
            for (int i = 0; i < TOGETHER; i++) {
                hole.consume(tracked.add(b));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public void matmul(Blackhole hole) {
        try (Scope _ = Scope.open()) {
            for (int i = 0; i < TOGETHER; i++) {
                hole.consume(left.matmul(right));
            }
        }
    }
}
